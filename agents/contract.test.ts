/** A change of the wire or of an event's shape fails here until PROTOCOL_VERSION moves and the new hash is written down. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { contract, PROTOCOL_VERSION } from './contract.ts';
import { eventSchemas, type EventType } from './domain/events.ts';
import { sealed } from './domain/sealed.ts';
import { TaskState } from './domain/task.ts';
import { TeammateState } from './domain/teammate.ts';
import { canonicalJson } from './lib/json.ts';

/** One line per version of the wire. */
const hashes: Record<number, string> = {
  1: '80cc6fcda2a74f14',
  2: '6eaba7582d72241e',
  3: 'c2bd85a65935ab40',
  4: 'f4f95acaa6328e57',
};

function inputs(part: object, name = ''): [string, z.ZodType | undefined][] {
  return Object.entries(part).flatMap(([key, value]) => {
    const path = name ? `${name}.${key}` : key;
    const definition = (value as { '~orpc'?: { inputSchema?: z.ZodType } })['~orpc'];
    return definition
      ? [[path, definition.inputSchema] as [string, z.ZodType | undefined]]
      : inputs(value as object, path);
  });
}

function shape(): string {
  const json = (schema: z.ZodType) => z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' });
  const procedures = Object.fromEntries(inputs(contract).map(([name, schema]) => [name, schema ? json(schema) : null]));
  const events = Object.fromEntries(Object.entries(eventSchemas).map(([name, schema]) => [name, json(schema)]));
  return canonicalJson({
    procedures,
    events,
    sealed,
    states: [json(TaskState), json(TeammateState)],
    answers: contractText(),
  });
}

/** The answers are types, which leave no trace at run time: their text stands in, without comments, space and quotes' kind. */
function contractText(): string {
  const source = readFileSync(new URL('contract.ts', import.meta.url), 'utf8');
  return source
    .replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
    .replaceAll(/^(?:export const PROTOCOL_VERSION|import ).*$/gm, '')
    .replaceAll(/[\s'",;|]/g, '');
}

test('the wire has the shape its version names', () => {
  const hash = createHash('sha256').update(shape()).digest('hex').slice(0, 16);
  expect(hashes, `The wire changed. Raise PROTOCOL_VERSION and write "${hash}" down.`).toHaveProperty(
    String(PROTOCOL_VERSION),
    hash,
  );
});

test('every procedure that takes a body validates it', () => {
  const open = ['query.week', 'host.setup', 'host.pickFolder'];
  const unvalidated = inputs(contract).filter(([, schema]) => schema === undefined);
  expect(unvalidated.map(([name]) => name)).toEqual(open);
});

interface Shape {
  properties?: Record<string, Shape>;
  anyOf?: Shape[];
}

/** The fields of an object and of the objects in it, as the table of sealed fields names them. */
function pathsOf({ properties = {}, anyOf = [] }: Shape): string[] {
  const own = Object.entries(properties).flatMap(([name, shape]) => [
    name,
    ...pathsOf(shape).map((inner) => `${name}.${inner}`),
  ]);
  return [...own, ...anyOf.flatMap(pathsOf)];
}

test('sealed fields exist in their events', () => {
  for (const [type, fields] of Object.entries(sealed)) {
    const json = z.toJSONSchema(eventSchemas[type as EventType], { unrepresentable: 'any', io: 'input' });
    const known = pathsOf(json as Shape);
    for (const field of fields) expect(known).toContain(field);
  }
});
