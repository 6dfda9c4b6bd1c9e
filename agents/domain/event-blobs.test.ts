import { expect, test } from 'vitest';
import { z } from 'zod';
import { blobsNamedBy } from './event-blobs.ts';
import { eventSchemas, type EventType, type NewEvent } from './events.ts';

/**
 * Fields of events that hold text and name no blob. A new field is neither here nor in `blobsNamedBy`, and this test asks:
 * if it holds the hash of a blob, name it there, or the upkeep will remove what it points to.
 */
const plain = new Set(
  `about answer ask author brief callId changeId checkId childId claimKey code content contentHash done effectId evidence file
  folder from hash id instructions itemId key label memoryId message messageId model name notDone note owner
  ownerName path print question quote readMessageIds reason recalledIds recommended requestId rootId runId scopeId sha256
  source sourceUri stopReason subject summary target taskId teammateId text title tool tools uncertain verb what why words work
  workspaceId byId claimId conflictId conflictIds derivedFrom difference erasureId memberIds memoryIds note quote rootId subjectId subjectIds
  taskIds value valueId winnerId after argv column fields inputs left madeFor needs ofTaskId planId waitsFor`.split(
    /\s+/,
  ),
);
/** `call.asked` shows the text a file held before; everywhere else `before` is a hash. */
const plainPaths = new Set([
  'call.asked.effect.before',
  'breakdown.proposed.asked.effect.before',
  'breakdown.edited.effect.before',
]);

type Leaf = { path: string; name: string };
type Json = {
  type?: string | string[];
  properties?: Record<string, Json>;
  items?: Json;
  anyOf?: Json[];
  oneOf?: Json[];
  enum?: unknown;
  const?: unknown;
};

/** Every place in a schema that may hold free text. */
function textsIn(schema: Json, path: string, name: string): Leaf[] {
  const below = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.items ? [schema.items] : [])];
  const own =
    [schema.type].flat().includes('string') && !schema.enum && schema.const === undefined ? [{ path, name }] : [];
  const fields = Object.entries(schema.properties ?? {});
  return [
    ...own,
    ...below.flatMap((part) => textsIn(part, path, name)),
    ...fields.flatMap(([field, part]) => textsIn(part, `${path}.${field}`, field)),
  ];
}

const named = [
  'call.begun.before',
  'call.succeeded.blob',
  'call.succeeded.change.before',
  'call.succeeded.change.after',
];

test('every text an event may hold is known to name a blob or not to', () => {
  const unsure = Object.entries(eventSchemas).flatMap(([type, schema]) =>
    textsIn(z.toJSONSchema(schema) as Json, type, '')
      .filter(({ path, name }) => !named.includes(path) && !plainPaths.has(path) && !plain.has(name))
      .map(({ path }) => path),
  );
  expect(unsure).toEqual([]);
});

test.each(named)('%s is a named blob', (path) => {
  const [, type, field] = /^([a-z]+\.[a-z]+)\.(.*)$/.exec(path) ?? [];
  const data = field
    ?.split('.')
    .reverse()
    .reduce<unknown>((value, name) => ({ [name]: value }), 'the hash');
  expect(blobsNamedBy({ type: type as EventType, data } as NewEvent)).toEqual(['the hash']);
});

test('a call that kept nothing names nothing', () => {
  const nothing = { type: 'call.succeeded', data: { blob: null, change: null } } as NewEvent;
  expect(blobsNamedBy(nothing)).toEqual([]);
});
