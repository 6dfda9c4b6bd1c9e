/** What was made of a memory is in doubt when the memory falls, however far away it is made. */
import { makeRandom } from '../trust/sim/random.ts';
import { openOffice, type Office } from './memory.ts';
import { firms } from './vocabulary.ts';

export interface CascadesFound {
  cascades: number;
  /** Cascades of which every dependent memory was flagged and none beside it. */
  whole: number;
  dependents: number;
  flagged: number;
  /** Memories that rest on nothing that fell and were flagged all the same. */
  wronglyFlagged: number;
}

/** Each cascade is a root with one to three layers made of it, beside facts of the same subject that rest on nothing. */
export async function playCascades(seed: number, count: number): Promise<CascadesFound> {
  const random = makeRandom(seed);
  const found: CascadesFound = { cascades: count, whole: 0, dependents: 0, flagged: 0, wronglyFlagged: 0 };
  for (let at = 0; at < count; at += 1) {
    const office = openOffice();
    const subject = firms[at % firms.length] ?? 'Larkspur';
    const root = await office.say({
      subject,
      text: `${subject} pays within 30 days.`,
      validFromMs: Date.UTC(2026, 0, 1),
    });
    const beside = await office.say({ subject, text: `${subject} sells oak boards.` });
    const dependents = await layers(office, { subject, root, depth: 1 + random.below(3), width: 1 + random.below(3) });
    await fall(office, { subject, root, way: at % 3 });
    const isFlagged = (id: string): boolean => office.streams.memory.cards.get(id)?.status === 'disputed';
    const flagged = dependents.filter(isFlagged).length;
    const wrongly = isFlagged(beside) ? 1 : 0;
    found.dependents += dependents.length;
    found.flagged += flagged;
    found.wronglyFlagged += wrongly;
    if (flagged === dependents.length && wrongly === 0) found.whole += 1;
    await office.memory.stop();
  }
  return found;
}

interface Tree {
  subject: string;
  root: string;
  depth: number;
  width: number;
}

/** Sentences made of the root, and sentences made of those. */
async function layers(office: Office, { subject, root, depth, width }: Tree): Promise<string[]> {
  const made: string[] = [];
  let above = [root];
  for (let layer = 0; layer < depth; layer += 1) {
    const next: string[] = [];
    for (let at = 0; at < width; at += 1) {
      const text = `${conclusions[(layer * 3 + at) % conclusions.length]} for ${subject}.`;
      const note = { kind: 'fact', subject, text, question: null, value: null } as const;
      const scope = { taskId: 't_1', runId: 'r_1', teammateId: 'tm_1' };
      const answer = await office.memory.consolidate(note, above.slice(0, 1 + (at % 2)), {
        scope,
        key: `c${layer}-${at}`,
      });
      if (!answer.ok) throw new Error(answer.error.message);
      next.push(answer.value.memoryId);
    }
    made.push(...next);
    above = next;
  }
  await office.memory.idle();
  return made;
}

const conclusions = [
  'Cash comes in a month after each job',
  'Reminders are worth sending in week five',
  'A buffer of one month is enough',
  'Small jobs can be billed together',
  'No bank guarantee is called for',
  'The credit check can wait',
  'Early payment is not worth a discount',
  'Planning works month by month',
  'The account can stay with the back office',
];

/** The root falls in one of the ways there are: a later value, a correction, being forgotten. */
async function fall(
  office: Office,
  { subject, root, way }: { subject: string; root: string; way: number },
): Promise<void> {
  if (way === 0)
    await office.say({ subject, text: `${subject} pays within 60 days.`, validFromMs: Date.UTC(2026, 8, 1) });
  if (way === 1) await office.say({ subject, text: `${subject} pays on delivery.`, supersedes: [root] });
  if (way === 2) {
    const answer = await office.memory.dispatch('forget', { type: 'memory.forget', memoryId: root });
    if (!answer.ok) throw new Error(answer.error.message);
  }
}
