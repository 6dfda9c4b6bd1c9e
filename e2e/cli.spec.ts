/** The terminal: one task from brief to file, its exit codes, and what a kill leaves behind. */
import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, liveWith, test } from './fixtures.ts';
import { runMuster, spawnMuster } from './support/run.ts';
import { ask, finish, plan, write } from './support/scripts.ts';
import { brokenQuotes, deliverables, footnotes, journalEvents, office } from './support/work.ts';

const brief = 'Brief me on the renewal risk of our three largest customers';
const usage = 'Usage: muster run';

interface Report {
  taskId: string;
  state: string;
  verdict: string | null;
  artifacts: { path: string; bytes: number; sha256: string }[];
  citations: { file: string; quote: string }[];
  calls: number;
  costUsd: number;
  practice: boolean;
}

test('one brief, one file, quotes that stand in the folder', async ({ data }) => {
  const { code, out, err } = await runMuster('cli.mjs', ['run', brief, '--folder', office, '--json', '--data', data]);
  expect({ code, lines: out.trimEnd().split('\n').length }, err).toEqual({ code: 0, lines: 1 });
  const report = reportIn(out);
  expect(report).toMatchObject({ state: 'done', verdict: 'passed', practice: true, costUsd: 0 });
  expectWhole(report, data);
  // Nobody was there to ask: the recommended answer was taken, and said.
  expect(err).toContain('Taking the recommended answer:');
  const answers = (await journalEvents(data)).filter((event) => event.type === 'question.answered');
  expect(answers.map((event) => event.data['by'])).toEqual(['default']);
});

test('without --json the path alone is printed', async ({ data }) => {
  const { code, out } = await runMuster('cli.mjs', ['run', brief, '--folder', office, '--data', data]);
  expect(code).toBe(0);
  expect(out.trimEnd().split('\n')).toEqual([expect.stringMatching(/workspaces.+\.md$/)]);
  expect(existsSync(out.trim())).toBe(true);
});

test('--no-defaults leaves the question open; --resume goes on from there', async ({ data }) => {
  const to = ['--json', '--data', data];
  const asked = await runMuster('cli.mjs', ['run', brief, '--folder', office, '--no-defaults', ...to]);
  expect(asked.code).toBe(3);
  const parked = reportIn(asked.out);
  expect(parked).toMatchObject({ state: 'needs-you', verdict: null, artifacts: [] });
  expect(asked.err).toContain('It asks: ');
  expect(asked.err).toContain(`muster run --resume ${parked.taskId}`);

  const still = await runMuster('cli.mjs', ['run', '--resume', parked.taskId, '--no-defaults', ...to]);
  expect({ code: still.code, state: reportIn(still.out).state }).toEqual({ code: 3, state: 'needs-you' });

  const done = await runMuster('cli.mjs', ['run', '--resume', parked.taskId, ...to]);
  expect(done.code, done.err).toBe(0);
  const report = reportIn(done.out);
  expect(report).toMatchObject({ taskId: parked.taskId, state: 'done', verdict: 'passed' });
  expectWhole(report, data);

  // There is nothing left to do, and a third start does nothing.
  const again = await runMuster('cli.mjs', ['run', '--resume', parked.taskId, ...to]);
  expect(again.code).toBe(0);
  expect(reportIn(again.out)).toEqual(report);
});

for (const moment of [/In the queue/, /Planned \d steps/, /Read \S+/, /Wrote \S+/, /Checking the result/])
  test(`kill -9 at “${moment.source}”, then --resume: one file, written once`, async ({ data }) => {
    const { child, ended } = spawnMuster('cli.mjs', ['run', brief, '--folder', office, '--data', data]);
    await saysOrEnds(child, moment);
    child.kill('SIGKILL');
    expect((await ended).code).toBeNull();

    const taskId = await ownTask(data);
    const resumed = await runMuster('cli.mjs', ['run', '--resume', taskId, '--json', '--data', data]);
    expect(resumed.code, resumed.err).toBe(0);
    const report = reportIn(resumed.out);
    expect(report).toMatchObject({ taskId, state: 'done', verdict: 'passed' });
    expectWhole(report, data);
    const events = (await journalEvents(data)).filter((event) => event.stream === `task/${taskId}`);
    const writes = events.filter((event) => event.type === 'call.succeeded' && event.data['change'] !== null);
    expect(writes).toHaveLength(1);
    const begun = events.filter((event) => event.type === 'call.begun');
    expect(begun.filter((event) => event.data['callId'] === writes[0]?.data['callId'])).toHaveLength(1);
  });

for (const [moment, states] of [
  // The queue is left within the moment: the task had begun, or it had not.
  [/In the queue/, ['not-started', 'paused']],
  [/Planned \d steps/, ['paused']],
] as const)
  test(`Ctrl-C at “${moment.source}” lets go, and --resume goes on`, async ({ data }) => {
    const { child, ended } = spawnMuster('cli.mjs', ['run', brief, '--folder', office, '--json', '--data', data]);
    await saysOrEnds(child, moment);
    child.kill('SIGINT');
    const { code, out, err } = await ended;
    expect(code, err).toBe(130);
    const report = reportIn(out);
    expect(states).toContain(report.state);
    expect(err).toContain(`muster run --resume ${report.taskId}`);
    const resumed = await runMuster('cli.mjs', ['run', '--resume', report.taskId, '--json', '--data', data]);
    expect(resumed.code, resumed.err).toBe(0);
    expectWhole(reportIn(resumed.out), data);
  });

test('a change in the person’s folder is never approved by a default', async ({ data, folder, startModel }) => {
  const model = await startModel({
    script: [
      { text: 'I plan it.', calls: [plan(0)] },
      { text: 'I write the letter.', calls: [write('files/letter.txt', 'Dear Zoë')] },
      { text: 'I note it.', calls: [write('work/report.md', 'The letter was dealt with.\n')] },
      { text: 'Done.', calls: [finish('The letter was dealt with.', ['work/report.md'])] },
    ],
  });
  const args = ['run', 'Put the letter into my folder', '--folder', folder, '--live', '--json', '--data', data];
  const { code, out, err } = await runMuster('cli.mjs', args, liveWith(model));
  expect(code, err).toBe(3);
  const report = reportIn(out);
  expect(report).toMatchObject({ state: 'needs-you', practice: false, artifacts: [] });
  expect(report.costUsd).toBeGreaterThan(0);
  expect(err).toContain('It wants your approval: ');
  expect(existsSync(path.join(folder, 'letter.txt'))).toBe(false);
});

test('work in circles parks, says what came round, and how to answer', async ({ data, folder, startModel }) => {
  const model = await startModel({ behaviour: 'loop' });
  const args = ['run', 'Look around', '--folder', folder, '--live', '--json', '--data', data];
  const { code, out, err } = await runMuster('cli.mjs', args, liveWith(model));
  expect(code, err).toBe(3);
  expect(reportIn(out).state).toBe('needs-you');
  expect(err).toMatch(/It goes in circles and waits for you: \d × list_files/);
  expect(err).toContain(`To answer: muster run --resume ${reportIn(out).taskId}`);
});

for (const [flags, code, said] of [
  [[], 0, 'Asked: Which year do you mean? Taking the recommended answer: This year'],
  [['--no-defaults'], 3, 'Its part “Which price list” asks: Which year do you mean?'],
] as const)
  test(`what a part asks is asked of the run that handed it on ${flags.join()}`, async ({ data, startModel }) => {
    const args = { teammate: 'Maya', title: 'Which price list', brief: 'Find the list. [script:part]' };
    const model = await startModel({
      scripts: {
        lead: [
          { calls: [{ tool: 'delegate', args }] },
          { calls: [write('work/note.md', 'The list of this year.\n')] },
          { calls: [finish('The note is ready.', ['work/note.md'])] },
        ],
        part: [
          { calls: [ask('Which year do you mean?', ['This year', 'Last year'])] },
          { calls: [write('work/prices.md', '# Prices\n')] },
          { calls: [finish('The list of this year.', ['work/prices.md'])] },
        ],
      },
    });
    const run = ['run', 'Compare [script:lead]', '--teammate', 'Owen', '--live', '--json', '--data', data, ...flags];
    const ended = await runMuster('cli.mjs', run, liveWith(model));
    expect(ended.code, ended.err).toBe(code);
    expect(ended.err).toContain(said);
  });

test('a key the model refuses ends with 1 and no second try', async ({ data, folder, startModel }) => {
  const model = await startModel({ behaviour: '401' });
  const args = ['run', brief, '--folder', folder, '--live', '--json', '--data', data];
  const { code, out, err } = await runMuster('cli.mjs', args, liveWith(model, 'sk-secret-of-this-test-12345'));
  expect(code).toBe(1);
  expect(reportIn(out)).toMatchObject({ state: 'failed', artifacts: [] });
  expect(err).toContain('--practice');
  expect(model.count()).toBe(1);
  expect(out + err).not.toContain('sk-secret-of-this-test');
});

test('--live without a key starts nothing', async ({ data }) => {
  const { code, out, err } = await runMuster('cli.mjs', ['run', brief, '--live', '--data', data]);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toContain('nothing was started');
  expect(await ownTask(data)).toBe('');
});

test('a teammate nobody knows is answered with those who are there', async ({ data }) => {
  const { code, out, err } = await runMuster('cli.mjs', ['run', brief, '--teammate', 'Zoë', '--data', data]);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain('There is no teammate “Zoë”');
  for (const name of ['Maya', 'Tomás', 'Priya', 'Owen', 'June']) expect(err).toContain(name);
  expect(await ownTask(data)).toBe('');
});

for (const name of ['tomas', 'EXECUTOR', 'Tomás'])
  test(`--teammate ${name} finds Tomás`, async ({ data }) => {
    const args = ['run', 'List what a new colleague needs', '--teammate', name, '--data', data];
    const { code, err } = await runMuster('cli.mjs', args);
    expect(code, err).toBe(0);
    expect(err).toContain('Tomás: ');
  });

const refused: [string, string[], string][] = [
  ['no command', [], usage],
  ['an unknown command', ['frobnicate'], 'There is no command “frobnicate”.'],
  ['an unknown flag', ['run', brief, '--bogus'], '--bogus'],
  ['no brief', ['run'], 'The brief is empty.'],
  ['an empty brief', ['run', ' \n '], 'The brief is empty.'],
  ['a brief without quotes', ['run', 'Brief', 'me'], '“me” is one word too many.'],
  ['a brief too long', ['run', 'word '.repeat(20_000)], 'Nothing was started.'],
  ['two models', ['run', brief, '--live', '--practice'], 'exclude each other'],
  ['a flag without its value', ['run', brief, '--teammate='], '--teammate needs a value.'],
  ['a folder that is not there', ['run', brief, '--folder', '/nowhere/at/all'], 'There is no folder “/nowhere/at/all”'],
  ['a file for a folder', ['run', brief, '--folder', path.join(office, 'README.md')], 'is a file'],
  ['a task that is not there', ['run', '--resume', 't_nothing'], 'There is no task “t_nothing”'],
  ['a resumed task with a brief', ['run', brief, '--resume', 't_nothing'], 'has its brief already'],
];
for (const [what, args, said] of refused)
  test(`${what} ends with 2`, async ({ data }) => {
    const { code, out, err } = await runMuster('cli.mjs', args, { MUSTER_HOME: data });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(said);
    if (existsSync(path.join(data, 'journal.db'))) expect(await ownTask(data)).toBe('');
  });

test('a data folder in use is refused, and the work in it goes on', async ({ start, data }) => {
  const { page } = await start();
  const { code, out, err } = await runMuster('cli.mjs', ['run', brief, '--data', data]);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toContain('--data');
  await expect(page.locator('[data-card]')).toHaveCount(1);
});

test('the doctor finds a fresh set-up sound', async ({ data }) => {
  const plain = await runMuster('cli.mjs', ['doctor', '--data', data]);
  expect(plain.code, plain.out).toBe(0);
  expect(plain.out).toContain('Work is possible.');
  const { code, out } = await runMuster('cli.mjs', ['doctor', '--json', '--data', data]);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ ok: true, dataFolder: data });
  // It looks, and makes nothing.
  expect(existsSync(data)).toBe(false);
});

/** Resolves once stderr holds the words; a child that ends without them is left to the test's own checks. */
function saysOrEnds(child: ChildProcess, words: RegExp): Promise<void> {
  return new Promise((resolve) => {
    let said = '';
    child.stderr?.on('data', (part: Buffer) => {
      said += part.toString();
      if (words.test(said)) resolve();
    });
    child.once('exit', () => resolve());
  });
}

/** The last line of stdout. */
function reportIn(out: string): Report {
  return JSON.parse(out.trimEnd().split('\n').at(-1) ?? '') as Report;
}

/** One deliverable, with the hash that was told, every quote of it in its file. */
function expectWhole(report: Report, data: string): void {
  expect(report.artifacts).toHaveLength(1);
  expect(deliverables(data).size).toBe(1);
  for (const artifact of report.artifacts) {
    const bytes = readFileSync(artifact.path);
    expect(bytes.length).toBe(artifact.bytes);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(artifact.sha256);
    const text = bytes.toString('utf8');
    expect(brokenQuotes(text, office)).toEqual([]);
    expect(new Set(report.citations.map(key))).toEqual(new Set(footnotes(text).map(key)));
  }
  expect(report.citations.length).toBeGreaterThanOrEqual(5);
}

function key({ file, quote }: { file: string; quote: string }): string {
  return `${file}: ${quote}`;
}

/** The id of the one task that is not the example; empty when there is none. */
async function ownTask(data: string): Promise<string> {
  const made = (await journalEvents(data)).filter((event) => event.type === 'task.created');
  const own = made.map((event) => String(event.data['taskId'])).filter((id) => id !== 't_example');
  expect(own.length).toBeLessThanOrEqual(1);
  return own[0] ?? '';
}
