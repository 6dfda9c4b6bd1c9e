/** The team's files beside the journal: the engine whole on fakes, stopped and started between any two steps. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Profile } from '../domain/teammate.ts';
import { parseRole, roleMarkdown } from '../roles/role.ts';
import { makeWorld, openEngine, scriptedModel, type Engine, type World } from '../testing.ts';
import { isBehind, type RoleFiles } from './role-files.ts';

let world: World;
let open: Engine[] = [];
/** The team's folder and that of the retired: what outlives a crash besides the journal. */
let team: Map<string, string>;
let retired: Map<string, string>;
/** True = the process dies between the commit and the file. */
let isLost = false;

beforeEach(async () => {
  world = await makeWorld();
  team = new Map([['ada.md', ada]]);
  retired = new Map();
  isLost = false;
});
afterEach(async () => {
  for (const engine of open.splice(0)) await engine.workforce.stop();
  await world.remove();
});

const ada =
  '---\nname: Ada\nrole: executor\nabout: Makes things\ncolour: 5\ntools: [read_file]\nmodel: default\n---\n\n\nYou make things.\n';

const files: RoleFiles = {
  save(file, markdown) {
    if (isLost) throw new Error('the disk is full');
    team.set(file, markdown);
  },
  has: (file) => team.has(file),
  putAway(file) {
    if (isLost) throw new Error('the disk is full');
    const text = team.get(file);
    if (text === undefined) return;
    team.delete(file);
    retired.set(file, text);
  },
  bringBack(file) {
    const text = retired.get(file);
    if (text === undefined || team.has(file)) return false;
    retired.delete(file);
    team.set(file, text);
    return true;
  },
};

async function start(): Promise<Engine> {
  for (const engine of open.splice(0)) await engine.workforce.stop();
  const roles = [...team].map(([file, markdown]) => ({ file, markdown }));
  const engine = await openEngine(world, scriptedModel([]), { roles, roleFiles: files });
  open = [engine];
  return engine;
}

const mateOf = ({ workforce }: Engine, id = 'tm_ada') => workforce.snapshot().teammates.find((mate) => mate.id === id);
const profileOf = (engine: Engine, id = 'tm_ada'): Profile => {
  const mate = mateOf(engine, id);
  if (!mate) throw new Error(`no ${id}`);
  return mate.profile;
};
const inFile = (file: string, from = team) => {
  const role = parseRole(file, from.get(file) ?? '');
  return role.ok ? role.profile : role.problem;
};
const revise = (engine: Engine, patch: Partial<Profile>, fromVersion = 1) =>
  engine.send({
    type: 'teammate.revise',
    teammateId: 'tm_ada',
    fromVersion,
    profile: { ...profileOf(engine), ...patch },
    note: 'Shorter',
  });
const versionOf = (engine: Engine) => mateOf(engine)?.profileVersion;

test('a teammate made in the app has a file, and is the same after a restart', async () => {
  const engine = await start();
  const profile = {
    ...profileOf(engine),
    name: 'Bo',
    instructions: '  Mind: "the" gap\n---\n# x  ',
    tools: ['recall'],
  };
  expect(await engine.send({ type: 'teammate.create', teammateId: 'tm_bo', profile })).toMatchObject({ ok: true });
  const made = profileOf(engine, 'tm_bo');
  expect(inFile('bo.md')).toEqual(made);
  const again = await start();
  expect([profileOf(again, 'tm_bo'), mateOf(again, 'tm_bo')?.profileVersion]).toEqual([made, 1]);
});

test.each([
  ['a name its file cannot bear', 'tm_Bo_B', 'input.invalid'],
  ['the name of a file that lies there and could not be read', 'tm_broken', 'teammate.exists'],
])('a teammate with %s is not made', async (_, teammateId, code) => {
  team.set('broken.md', 'no settings');
  const engine = await start();
  const profile = { ...profileOf(engine), name: 'Bo' };
  expect(await engine.send({ type: 'teammate.create', teammateId, profile })).toMatchObject({
    ok: false,
    error: { code },
  });
  expect(team.get('broken.md')).toBe('no settings');
});

test('a change made in the app is in the file at once', async () => {
  const engine = await start();
  expect(await revise(engine, { about: 'Makes more' })).toMatchObject({ ok: true });
  expect(inFile('ada.md')).toMatchObject({ about: 'Makes more' });
  expect(await revise(engine, { about: 'Makes less' })).toMatchObject({ ok: false, error: { code: 'teammate.stale' } });
  expect(versionOf(await start())).toBe(2);
});

test('a file that a crash left behind is brought up, and is no change of the person’s', async () => {
  const engine = await start();
  isLost = true;
  await revise(engine, { about: 'Makes more' });
  await revise(engine, { about: 'Makes most' }, 2);
  expect(inFile('ada.md')).toMatchObject({ about: 'Makes things' });
  isLost = false;
  const again = await start();
  expect([versionOf(again), inFile('ada.md')]).toEqual([3, expect.objectContaining({ about: 'Makes most' })]);
});

test('a file edited by hand is the next version, and its text stays as it is', async () => {
  await revise(await start(), { about: 'Makes more' });
  const byHand = ada.replace('Makes things', 'Mends things');
  team.set('ada.md', byHand);
  const again = await start();
  expect([profileOf(again).about, versionOf(again), team.get('ada.md')]).toEqual(['Mends things', 3, byHand]);
  // Put back by hand to what it was before: that is a wish too, for the file was newer once.
  team.set('ada.md', ada);
  const last = await start();
  expect([profileOf(last).about, versionOf(last)]).toEqual(['Makes things', 4]);
});

test('a file that went is written again', async () => {
  await start();
  team.delete('ada.md');
  const engine = await start();
  expect(inFile('ada.md')).toEqual(profileOf(engine));
});

test('a file that can no longer be read is left alone, and the last good version works on', async () => {
  await start();
  team.set('ada.md', 'half a fi');
  const engine = await start();
  expect([profileOf(engine).name, team.get('ada.md')]).toEqual(['Ada', 'half a fi']);
  expect(engine.workforce.problems()).toEqual([expect.stringContaining('ada.md')]);
});

describe('a retired teammate', () => {
  const retire = { type: 'teammate.retire', teammateId: 'tm_ada' } as const;
  const rejoin = { type: 'teammate.rejoin', teammateId: 'tm_ada' } as const;

  test('lies with the retired, stays retired over a restart, and comes back with its file as it was', async () => {
    expect(await (await start()).send(retire)).toMatchObject({ ok: true });
    expect([[...team.keys()], [...retired.keys()]]).toEqual([[], ['ada.md']]);
    const again = await start();
    expect([mateOf(again)?.standing, team.size]).toEqual(['retired', 0]);
    await again.send(rejoin);
    expect([team.get('ada.md'), retired.size]).toEqual([ada, 0]);
    expect(mateOf(await start())?.standing).toBe('active');
  });

  test('is put away at the next start when a crash left its file', async () => {
    const engine = await start();
    isLost = true;
    await engine.send(retire);
    isLost = false;
    const again = await start();
    expect([mateOf(again)?.standing, [...team.keys()], [...retired.keys()], again.workforce.problems()]).toEqual([
      'retired',
      [],
      ['ada.md'],
      [],
    ]);
  });

  test('does not come back by a file put there by hand: the person is told how', async () => {
    await (await start()).send(retire);
    const byHand = ada.replace('Makes things', 'Mends things');
    team.set('ada.md', byHand);
    const again = await start();
    expect([mateOf(again)?.standing, retired.get('ada.md')]).toEqual(['retired', byHand]);
    expect(again.workforce.problems()).toEqual([expect.stringContaining('Ada is retired')]);
  });

  test('whose profile was changed meanwhile comes back as it was changed', async () => {
    const engine = await start();
    await engine.send(retire);
    await revise(engine, { about: 'Makes more' });
    expect(team.size).toBe(0);
    await engine.send(rejoin);
    const again = await start();
    expect([versionOf(again), inFile('ada.md')]).toEqual([2, expect.objectContaining({ about: 'Makes more' })]);
  });
});

test('two files of one teammate are told of, and the first counts', async () => {
  team.set('Ada.md', ada.replace('Makes things', 'Mends things'));
  const engine = await start();
  expect([profileOf(engine).about, engine.workforce.problems()]).toEqual([
    'Makes things',
    [expect.stringContaining('Ada.md was left out: ada.md is the same')],
  ]);
  expect(versionOf(await start())).toBe(1);
});

test('what is exported comes in again as the same', async () => {
  const { workforce } = await start();
  const out = workforce.team.roleFile('tm_ada');
  if (!out.ok) throw new Error(out.error.message);
  const back = workforce.team.parseRole(out.value.name, out.value.text);
  expect(back).toMatchObject({
    ok: true,
    value: { teammateId: 'tm_ada', profile: mateOf({ workforce } as Engine)?.profile },
  });
});

const version = (about: string, source: string) => {
  const role = parseRole('ada.md', ada.replace('Makes things', about));
  if (!role.ok) throw new Error(role.problem);
  return { profileVersion: 1, atMs: 0, note: '', source, profile: role.profile };
};

// What the file says, the versions as <about>:<where from>, and whether it is only behind.
test.each<[string, string[], boolean]>([
  ['One', ['One:file'], false],
  ['One', ['One:file', 'Two:app'], true],
  ['One', ['One:file', 'Two:app', 'Three:app'], true],
  ['One', ['One:file', 'Two:file'], false],
  ['One', ['One:file', 'Two:app', 'Three:file'], false],
  ['Two', ['One:file', 'Two:app', 'Three:app'], true],
  ['One', ['One:app', 'Two:app', 'One:app'], false],
  ['New', ['One:file', 'Two:app'], false],
])('a file with %s, of %j', (about, list, expected) => {
  const versions = list.map((one) => {
    const [said = '', from] = one.split(':');
    return version(said, from === 'app' ? '' : 'ada.md');
  });
  expect(isBehind(version(about, '').profile, versions)).toBe(expected);
});

test('a profile is written as it is read', () => {
  const { profile } = version('One', '');
  expect(parseRole('ada.md', roleMarkdown(profile))).toMatchObject({ ok: true, profile });
});
