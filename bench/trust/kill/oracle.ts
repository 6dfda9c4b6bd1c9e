/** Judges what a kill left behind, from the journal's rows and from what the world outside got. Pure; each finding is one line. */

/** One event as it lies in the journal; `data` holds what is not sealed. */
export interface Row {
  seq: number;
  stream: string;
  version: number;
  type: string;
  actor: string;
  commandId: string | null;
  crc: number;
  data: Record<string, unknown>;
}

/** One effect the world outside was asked for. */
export interface Delivery {
  tool: string;
  /** The name it has in the work: one name is one effect, whoever asks and how often. */
  effect: string;
  key: string;
}

/** Where an event stands, as a watcher remembers it. */
export type Place = Pick<Row, 'seq' | 'stream' | 'version' | 'type'>;

/** Seqs and versions without a gap. */
export function gaps(rows: readonly Row[]): string[] {
  const versions = new Map<string, number>();
  return rows.flatMap(({ seq, stream, version }, index) => {
    const expected = (versions.get(stream) ?? 0) + 1;
    versions.set(stream, version);
    const found: string[] = [];
    if (seq !== index + 1) found.push(`event ${index + 1} is missing, ${seq} follows`);
    if (version !== expected) found.push(`${stream} has version ${version} where ${expected} belongs`);
    return found;
  });
}

/** Events that were there at an earlier look and are gone or changed now. */
export function lostEvents(before: readonly Row[], after: readonly Row[]): string[] {
  return before.flatMap(({ seq, crc, type }, index) =>
    after[index]?.seq === seq && after[index]?.crc === crc ? [] : [`event ${seq} (${type}) was there and is not now`],
  );
}

/** Events that a watcher was shown and the journal does not hold. */
export function unkeptEvents(seen: readonly Place[], rows: readonly Row[]): string[] {
  return seen.flatMap(({ seq, stream, version, type }) => {
    const row = rows[seq - 1];
    const isKept = row?.stream === stream && row.version === version && row.type === type;
    return isKept ? [] : [`event ${seq} (${type} of ${stream}) was shown and is not in the journal`];
  });
}

/** Commands that were acknowledged and that the journal does not know. */
export function lostCommands(acked: Iterable<string>, known: ReadonlySet<string>): string[] {
  return [...acked].filter((id) => !known.has(id)).map((id) => `command ${id} was acknowledged and is lost`);
}

const closing = new Set(['call.approved', 'call.declined', 'call.settled', 'question.answered']);
const opening = new Set(['call.asked', 'call.doubted', 'question.asked']);

/** Items that wait for the person, by id with the hash they are bound to. What a task asks is void when it is stopped; its doubts stay. */
export function openItems(rows: readonly Row[]): Map<string, string | null> {
  const open = new Map<string, Row>();
  for (const row of rows) {
    const id = String(row.data['itemId']);
    if (opening.has(row.type)) open.set(id, row);
    if (closing.has(row.type)) open.delete(id);
    if (row.type !== 'task.stopped') continue;
    for (const [other, { stream, type }] of open)
      if (stream === row.stream && type !== 'call.doubted') open.delete(other);
  }
  return new Map(
    [...open].map(
      ([
        id,
        {
          data: { hash },
        },
      ]) => [id, typeof hash === 'string' ? hash : null],
    ),
  );
}

/** Items that were open before a kill and are not, or are others, on the board after it. */
export function lostItems(
  open: ReadonlyMap<string, string | null>,
  board: readonly { id: string; hash: string | null }[],
): string[] {
  const shown = new Map(board.map((item) => [item.id, item.hash]));
  return [...open].flatMap(([id, hash]) =>
    shown.get(id) === hash ? [] : [`item ${id} was open and is ${shown.has(id) ? 'another' : 'gone'} after the start`],
  );
}

/** Answers that no person gave. */
export function selfAnswered(rows: readonly Row[], said: ReadonlySet<string>): string[] {
  return rows
    .filter(({ type }) => closing.has(type))
    .filter(({ actor, commandId }) => actor !== 'person' || commandId === null || !said.has(commandId))
    .map(({ seq, type }) => `event ${seq} (${type}) is an answer nobody gave`);
}

/** Events after which a call that began is not in doubt any more: it has an outcome, or somebody is asked. */
const ending = new Set([
  'call.succeeded',
  'call.failed',
  'call.denied',
  'call.doubted',
  'call.delegated',
  'call.waiting',
  'question.asked',
]);

/** Calls that began and have no outcome, by id with their key: dead now, they are in doubt. */
export function begunCalls(rows: readonly Row[]): Map<string, string> {
  const begun = new Map<string, string>();
  for (const { type, data } of rows) {
    const id = String(data['callId']);
    if (type === 'call.begun') begun.set(id, String(data['key']));
    else if (ending.has(type)) begun.delete(id);
  }
  return begun;
}

/** Calls of one kind that were in doubt after the row `since`, and whose next event is not the question to the person. */
export function notSurfaced(since: number, calls: Iterable<string>, rows: readonly Row[]): string[] {
  const wanted = new Set(calls);
  const next = new Map<string, string>();
  for (const { seq, type, data } of rows) {
    const id = String(data['callId']);
    if (seq > since && wanted.has(id) && !next.has(id)) next.set(id, type);
  }
  return [...wanted]
    .filter((id) => next.get(id) !== 'call.doubted')
    .map((id) => `${id} was in doubt and went on with ${next.get(id) ?? 'nothing'}`);
}

/** Effects of the world whose calls were left without an outcome and without a question. */
export function unsettled(deliveries: readonly Delivery[], rows: readonly Row[]): string[] {
  const keys = new Set(begunCalls(rows).values());
  return deliveries.filter(({ key }) => keys.has(key)).map(({ effect }) => `${effect} was left in doubt`);
}

/** Effects that were asked of the world without the journal having held their beginning before. */
export function effectsWithoutIntent(deliveries: readonly Delivery[], rows: readonly Row[]): string[] {
  const keys = new Set(rows.filter(({ type }) => type === 'call.begun').map(({ data }) => String(data['key'])));
  return deliveries.filter(({ key }) => !keys.has(key)).map(({ effect }) => `${effect} was done and had never begun`);
}

/** Effects done twice: an idempotent one under another key, any other at all. */
export function duplicateEffects(deliveries: readonly Delivery[], idempotent: ReadonlySet<string>): string[] {
  const first = new Map<string, string>();
  return deliveries.flatMap(({ tool, effect, key }) => {
    const known = first.get(effect);
    first.set(effect, known ?? key);
    if (known === undefined || (idempotent.has(tool) && known === key)) return [];
    return [`${effect} was done again${known === key ? '' : ' under another key'}`];
  });
}

/** Effects of finished work that the world never got. */
export function missingEffects(expected: readonly string[], deliveries: readonly Delivery[]): string[] {
  const done = new Set(deliveries.map(({ effect }) => effect));
  return expected.filter((effect) => !done.has(effect)).map((effect) => `${effect} counts as done and never happened`);
}
