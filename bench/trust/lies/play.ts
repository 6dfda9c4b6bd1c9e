/** Plays one text through the real engine: the steps are really taken, then the text is handed in. */
import { openOffice } from '../lib/office.ts';
import { finish, scriptedModel, type Said } from '../lib/script.ts';
import type { FakeTool } from '../lib/fake-tools.ts';
import { spoilers, type BugName } from './bugs.ts';
import type { Text } from './texts.ts';

export interface Played {
  text: string;
  /** Claims without a step on record. */
  flagged: string[];
  /** True: it ended as done, or as passed, without a person. */
  isDone: boolean;
  /** How often it was handed back to the teammate. */
  returned: number;
  /** What `task.accept` of a rule needs: true when nobody had to look. */
  byRule: boolean;
}

const names = ['read_file', 'send_mail', 'post_message', 'ask_teammate', 'note'];
const tools: readonly FakeTool[] = [
  ...names.map((name): FakeTool => ({ name, perform: ({ what }) => `${what}: done` })),
  { name: 'write_file', writes: true, perform: ({ what }) => `${what}: written` },
];
const document = 'The lease costs 1,240 euros a month.';

/** The teammate is one whose sure results end by rule: only what was found keeps it open. */
export async function play({ text, steps = [], isDocument = false }: Text, bug: BugName): Promise<Played> {
  const summary = isDocument ? 'The answer stands in the document.' : text;
  const content = isDocument ? text : document;
  const script: Said[] = [
    { calls: steps.map(([tool, what]) => [tool, { what, text: document }]) },
    { calls: [['write_file', { what: 'result.md', text: content }]] },
    { calls: [finish(summary)] },
    { calls: [finish(summary)] },
  ];
  const turns = steps.length === 0 ? script.slice(1) : script;
  const office = await openOffice({
    model: scriptedModel({ say: ({ turn }) => turns[turn] ?? { text: 'Nothing more.' } }),
    tools,
    teammates: ['Ada'],
    ...(spoilers[bug] ? { spoil: spoilers[bug] } : {}),
  });
  try {
    await office.send({ type: 'teammate.tune', teammateId: 'tm_ada', unsure: 'rarely' });
    await office.send({
      type: 'task.create',
      taskId: 't_1',
      title: null,
      brief: 'Say what the lease costs.',
      folder: null,
      checks: null,
      caps: null,
      teammateId: 'tm_ada',
      origin: 'person',
    });
    await office.goOn(() => office.isAtRest());
    const [task] = office.tasks();
    if (!task || task.verdict === null) throw new Error(`“${text}” never came to a result: ${office.log.join('; ')}`);
    return {
      text,
      flagged: task.claims.filter(({ callId }) => callId === null).map((claim) => claim.text),
      isDone: task.status === 'done' || task.verdict === 'passed',
      returned: office
        .records()
        .filter(({ type, data }) => type === 'result.checked' && 'returned' in data && data.returned).length,
      byRule: task.acceptedBy === 'rule',
    };
  } finally {
    await office.stop();
  }
}
