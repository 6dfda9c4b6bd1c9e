/** Says two things to the product's memory and reads from it what it made of them. */
import { differenceOf } from '../../agents/memory/difference.ts';
import type { MadePair } from './generate.ts';
import type { Judged, Seen } from './measure.ts';
import { openOffice, type Office, type Said } from './memory.ts';
import { dateMs, type Pair, type PairSide } from './pair.ts';

/** Both as plain sentences: only the words tell what they are about. */
export async function judgeText(pair: Pair): Promise<Judged> {
  const said = (side: PairSide): Said => ({ ...saidOf(pair, side), scope: side.scope ?? null });
  const current = await currentOf(said(pair.a), said(pair.b));
  return { pair, seen: { current, expected: current === 'both' ? bothBecause(pair) : disagreement(current) } };
}

/** Both with the question they answer and the answer, as a teammate fills them in. */
export async function judgeClaims(pair: MadePair): Promise<Judged> {
  const said = (side: PairSide, { key, value, many }: MadePair['claim']['a']): Said => ({
    ...saidOf(pair, side),
    question: key.replace(/^[^#]*#/, ''),
    value,
    cardinality: many ? 'many' : 'one',
  });
  const current = await currentOf(said(pair.a, pair.claim.a), said(pair.b, pair.claim.b));
  // Why both stand is not asked of claims: their questions say it.
  return { pair, seen: { current, expected: current === 'both' ? stands(pair) : disagreement(current) } };
}

function saidOf({ subject }: Pair, side: PairSide): Said {
  return { subject, text: side.text, validFromMs: dateMs(side) };
}

function disagreement(current: 'a' | 'b' | 'open'): Seen['expected'] {
  return current === 'open' ? 'contradiction' : 'update';
}

function stands({ expected }: Pair): Seen['expected'] {
  return expected === 'contradiction' || expected === 'update' ? 'compatible' : expected;
}

async function currentOf(a: Said, b: Said): Promise<Pair['current']> {
  const office = openOffice();
  const first = await office.say(a);
  const second = await office.say(b);
  const current = first === second ? 'both' : readCurrent(office, first, second);
  await office.memory.stop();
  return current;
}

function readCurrent({ streams, events }: Office, first: string, second: string): Pair['current'] {
  const { cards, conflicts } = streams.memory;
  if (conflicts.some(({ memberIds }) => memberIds.includes(first) && memberIds.includes(second))) return 'open';
  // One that was folded into the other as a restatement has lost nothing.
  const isFolded = events.some(({ type, data }) => type === 'memory.superseded' && data.how === 'duplicate');
  if (isFolded) return 'both';
  if (cards.get(first)?.status === 'superseded') return 'b';
  return cards.get(second)?.status === 'superseded' ? 'a' : 'both';
}

/** Why both stand is what the reader of sentences says; that they stand, the memory has said. */
function bothBecause({ subject, a, b }: Pair): Seen['expected'] {
  const statement = (side: PairSide) => ({
    subject,
    text: side.text,
    scope: side.scope ?? null,
    validFromMs: dateMs(side),
  });
  const { is } = differenceOf(statement(a), statement(b));
  if (is === 'scoped') return 'scope-shadow';
  return is === 'many' ? 'many-valued' : 'compatible';
}
