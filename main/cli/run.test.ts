import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exampleFolder } from '../config.ts';
import { openHost } from '../host.ts';
import { readCliArgs } from './args.ts';
import { runTask } from './run.ts';
import type { RunReport } from './outcome.ts';
import type { Terminal } from './terminal.ts';

let data: string;
beforeEach(() => {
  data = mkdtempSync(path.join(tmpdir(), 'muster-run-'));
});
afterEach(() => rmSync(data, { recursive: true }));

const brief = 'Brief me on the renewal risk of our three largest customers';

/** A terminal that answers from a list; without one nobody is there. */
function fakeTerminal(typed: (string | null)[] | null = null) {
  const said: string[] = [];
  const printed: string[] = [];
  const asked: string[] = [];
  const terminal: Terminal = {
    isAttended: typed !== null,
    progress: () => undefined,
    say: (line) => void said.push(line),
    print: (line) => void printed.push(line),
    ask: async (text) => {
      asked.push(text);
      return typed?.shift() ?? null;
    },
  };
  return { terminal, said, printed, asked };
}

async function muster(argv: string[], typed: (string | null)[] | null = null) {
  const args = readCliArgs([...argv, '--data', data]);
  if ('refusal' in args || (args.command !== 'run' && args.command !== 'resume')) throw new Error(JSON.stringify(args));
  const fake = fakeTerminal(typed);
  const code = await runTask(args, fake.terminal);
  const last = fake.printed.at(-1);
  const report = args.output.json && last ? (JSON.parse(last) as RunReport) : null;
  return { code, report, ...fake };
}

describe('muster run', { timeout: 60_000 }, () => {
  it('does the example with citations that stand in the files', async () => {
    const { code, report, said } = await muster(['run', brief, '--folder', exampleFolder(), '--json', '--practice']);
    expect({
      code,
      state: report?.state,
      verdict: report?.verdict,
      practice: report?.practice,
      costUsd: report?.costUsd,
    }).toEqual({
      code: 0,
      state: 'done',
      verdict: 'passed',
      practice: true,
      costUsd: 0,
    });
    const [artifact] = report?.artifacts ?? [];
    expect(artifact && readFileSync(artifact.path).length).toBe(artifact?.bytes);
    expect(report?.citations.length).toBeGreaterThan(3);
    for (const { file, quote } of report?.citations ?? [])
      expect(readFileSync(path.join(exampleFolder(), file), 'utf8')).toContain(quote);
    expect(said.join('\n')).toContain('Taking the recommended answer');
  });

  it('parks on a question with --no-defaults, and goes on with an answer', async () => {
    const parked = await muster(['run', brief, '--folder', exampleFolder(), '--json', '--no-defaults']);
    expect({ code: parked.code, state: parked.report?.state }).toEqual({ code: 3, state: 'needs-you' });
    expect(parked.said.at(-1)).toContain(`muster run --resume ${parked.report?.taskId}`);
    const taskId = parked.report?.taskId ?? '';
    const again = await muster(['run', '--resume', taskId, '--json', '--no-defaults']);
    expect(again.code).toBe(3);
    const resumed = await muster(['run', '--resume', taskId, '--json'], ['7', '2']);
    expect({ code: resumed.code, state: resumed.report?.state }).toEqual({ code: 0, state: 'done' });
    expect(resumed.said).toContain('That is none of the numbers.');
    const done = await muster(['run', '--resume', taskId, '--json']);
    expect(done.code).toBe(0);
  });

  it('refuses unknown names, folders and tasks with exit 2, and starts nothing', async () => {
    const folder = path.join(data, 'files');
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'note.md'), 'A note.');
    for (const [argv, words] of [
      [['run', 'x', '--teammate', 'Nobody'], 'Maya (researcher)'],
      [['run', 'x', '--folder', path.join(data, 'missing')], 'no folder'],
      [['run', 'x', '--folder', path.join(folder, 'note.md')], 'is a file'],
      [['run', '--resume', 't_none'], 'no task'],
      [['run', 'x'.repeat(1_000_000)], '64,000'],
    ] as const) {
      const { code, said } = await muster([...argv]);
      expect({ code, said: said.join(' ') }).toEqual({ code: 2, said: expect.stringContaining(words) });
    }
    const host = await openHost({ kind: 'terminal', dataFolder: data, environment: { key: null, endpoint: null } });
    expect(host.workforce.snapshot().tasks.map((task) => task.id)).toEqual(['t_example']);
    await host.stop();
  });

  it('says that nothing is live, and that the folder is in use', async () => {
    expect(await muster(['run', 'x', '--live'])).toMatchObject({
      code: 1,
      said: [expect.stringContaining('ANTHROPIC_API_KEY')],
    });
    const host = await openHost({ kind: 'web', dataFolder: data, environment: { key: null, endpoint: null } });
    const { code, said } = await muster(['run', 'x']);
    expect({ code, said: said.join(' ') }).toEqual({
      code: 1,
      said: expect.stringMatching(/already running.*--data/s),
    });
    await host.stop();
  });

  it('needs a look where nothing could be quoted', async () => {
    const folder = path.join(data, 'empty');
    mkdirSync(folder);
    const argv = ['run', 'What does the contract say about notice periods?', '--folder', folder, '--json'];
    const { code, report } = await muster(argv);
    expect({ code, state: report?.state, verdict: report?.verdict }).toEqual({
      code: 3,
      state: 'not-checked',
      verdict: 'not-checked',
    });
  });

  it('writes into the folder only after a yes typed by a person', async () => {
    const folder = path.join(data, 'office');
    mkdirSync(folder);
    writeFileSync(
      path.join(folder, 'rent.md'),
      '# Rent\n\nThe rent of the office is 2,400 USD a month and is due on the first.\n',
    );
    const before = readdirSync(folder);
    const parked = await muster([
      'run',
      'Summarise the rent and write it to files/summary.md',
      '--folder',
      folder,
      '--teammate',
      'june',
      '--json',
    ]);
    expect({ code: parked.code, state: parked.report?.state }).toEqual({ code: 3, state: 'needs-you' });
    expect(parked.said.join(' ')).toContain('It wants your approval');
    expect(readdirSync(folder)).toEqual(before);
    const resume = ['run', '--resume', parked.report?.taskId ?? '', '--json'];
    const left = await muster(resume, [null]);
    expect({ code: left.code, files: readdirSync(folder) }).toEqual({ code: 3, files: before });
    const approved = await muster(resume, ['y']);
    expect(approved.asked).toEqual([expect.stringContaining('y/N')]);
    expect(readdirSync(folder)).not.toEqual(before);
  });
});
