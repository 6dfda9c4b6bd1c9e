import { describe, expect, it } from 'vitest';
import { readCliArgs } from './args.ts';

const output = { json: false, defaults: true, data: null };
const run = { command: 'run', brief: 'Do it', folder: null, teammate: null, model: null, output };

describe('readCliArgs', () => {
  it.each([
    [['run', 'Do it'], run],
    [['run', '--folder', 'x', 'Do it', '--json'], { ...run, folder: 'x', output: { ...output, json: true } }],
    [
      ['run', 'Do it', '--no-defaults', '--practice'],
      { ...run, model: 'practice', output: { ...output, defaults: false } },
    ],
    [
      ['run', 'Do it', '--live', '--data=/d', '--teammate=June'],
      { ...run, model: 'live', teammate: 'June', output: { ...output, data: '/d' } },
    ],
    [['run', '--', '--not a flag'], { ...run, brief: '--not a flag' }],
    [
      ['run', '--resume', 't_1', '--json'],
      { command: 'resume', taskId: 't_1', teammate: null, model: null, output: { ...output, json: true } },
    ],
    [['serve', '--port', '0'], { command: 'serve', rest: ['--port', '0'] }],
    [['doctor', '--json'], { command: 'doctor', check: false, rebuildMemory: false, json: true, data: null }],
    [
      ['doctor', '--check', '--data=/d'],
      { command: 'doctor', check: true, rebuildMemory: false, json: false, data: '/d' },
    ],
    [['doctor', '--rebuild-memory'], { command: 'doctor', check: false, rebuildMemory: true, json: false, data: null }],
    [['memory', 'export'], { command: 'memory export', format: 'markdown', out: null, replace: false, data: null }],
    [
      ['memory', 'export', '--format', 'json', '--out=m.json', '--replace', '--data', '/d'],
      { command: 'memory export', format: 'json', out: 'm.json', replace: true, data: '/d' },
    ],
    [['memory', 'import', 'm.md', '--json'], { command: 'memory import', file: 'm.md', json: true, data: null }],
    [['backup', 'b.muster'], { command: 'backup', file: 'b.muster', replace: false, json: false, data: null }],
    [
      ['restore', '--replace', '--json', 'b.muster', '--data', '/d'],
      { command: 'restore', file: 'b.muster', replace: true, json: true, data: '/d' },
    ],
    [['restore', '--help'], { command: 'help' }],
    [['--version'], { command: 'version' }],
    [['--help'], { command: 'help' }],
    [['run', '--help'], { command: 'help' }],
  ])('reads %j', (argv, expected) => {
    expect(readCliArgs(argv)).toEqual(expected);
  });

  it.each([
    [[], 'Say what to do'],
    [['dance'], 'no command “dance”'],
    [['run'], 'brief is empty'],
    [['run', '  '], 'brief is empty'],
    [['run', 'two', 'words'], '“words”'],
    [['run', 'x', '--bogus'], 'Unknown option'],
    [['run', 'x', '--folder'], 'folder'],
    [['run', 'x', '--folder', ''], '--folder needs a value'],
    [['run', 'x', '--live', '--practice'], 'exclude'],
    [['run', 'x', '--resume', 't_1'], 'brief already'],
    [['run', '--resume', 't_1', '--folder', 'x'], 'folder already'],
    [['run', 'x', '--json=maybe'], 'json'],
    [['doctor', 'x'], 'Unexpected'],
    [['backup'], 'write the backup to'],
    [['restore', ' '], 'restore from'],
    [['restore', 'a', 'b'], '“b”'],
    [['backup', 'a', '--check'], 'check'],
    [['backup', 'a', '--data', ''], '--data needs a value'],
    [['doctor', '--check', '--rebuild-memory'], 'exclude'],
    [['memory'], 'muster memory export'],
    [['memory', 'forget'], 'muster memory export'],
    [['memory', 'export', '--format', 'xml'], 'markdown or json'],
    [['memory', 'export', '--out', ' '], '--out needs a value'],
    [['memory', 'import'], 'Name the file'],
    [['memory', 'import', 'a', 'b'], '“b”'],
    [['toString'], 'no command'],
  ])('refuses %j in a sentence', (argv, words) => {
    const answer = readCliArgs(argv);
    expect(answer).toEqual({ refusal: expect.stringContaining(words) });
  });
});
