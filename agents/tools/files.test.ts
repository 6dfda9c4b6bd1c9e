import {
  chmodSync,
  mkdirSync,
  openSync,
  closeSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hashOf } from './place-file.ts';
import { createTools, toolSpecs } from './registry.ts';
import { makeBench, noMemory, noTalk, type Bench } from './testing.ts';
import { ToolError } from './tool.ts';
import { createUndo } from './undo.ts';

let bench: Bench;
beforeEach(() => {
  bench = makeBench();
});
afterEach(() => bench.remove());

function put(path: string, content: string | Uint8Array): void {
  mkdirSync(join(bench.files, path, '..'), { recursive: true });
  writeFileSync(join(bench.files, path), content);
}

describe('list_files', () => {
  test('lists what matters, sorted, and leaves junk out', async () => {
    put('sales/customers.csv', 'x'.repeat(2150));
    put('a10.md', 'x');
    put('a2.md', 'x');
    put('README', 'x');
    put('.git/config', 'x');
    put('node_modules/y/z.js', 'x');
    put('.DS_Store', 'x');
    put('sales/~$customers.csv', 'x');
    symlinkSync('/etc', join(bench.files, 'etc'));
    const { content, summary, labels } = await bench.run('list_files', {});
    expect(content.split('\n')).toEqual([
      'files/a2.md  1 B  md',
      'files/a10.md  1 B  md',
      'files/README  1 B  no ending',
      'files/sales/customers.csv  2.1 KB  csv',
    ]);
    expect(summary).toBe('Listed 4 files');
    expect(labels).toEqual({ tainted: false, private: true, from: ['files'] });
  });

  test('an empty folder, the work folder before its first file, one of 600', async () => {
    expect((await bench.run('list_files', {})).content).toBe('There are no files in files.');
    await expect(bench.run('list_files', { path: 'work' })).rejects.toThrow('nothing has been written there yet');
    for (let at = 0; at < 600; at += 1) put(`n${at}.txt`, '');
    const { content } = await bench.run('list_files', { path: 'files' });
    expect(content.split('\n')).toHaveLength(501);
    expect(content).toContain('100 more files. List a folder of its own');
  });
});

describe('search_files', () => {
  test('finds words whatever their case, accents and endings, best lines first', async () => {
    put('a.md', 'Nothing here\nThe RENEWALS of Café Noir are due\n');
    put('b.md', 'renewal\n\ncafe\n');
    put('page.html', '<p>Renew&shy;al at the caf&eacute;</p><script>renewal cafe</script>');
    put('pic.png', Buffer.from('89504e470d0a1a0a00', 'hex'));
    const { content, summary } = await bench.run('search_files', { query: 'renewal cafe' });
    const lines = content.split('\n');
    expect(lines[0]).toBe('4 lines found in 3 files searched; the 4 best ones in 3 files:');
    expect(lines.slice(1, 3).toSorted()).toEqual([
      'files/a.md:2: The RENEWALS of Café Noir are due',
      'files/page.html:1: Renewal at the café',
    ]);
    expect(lines.slice(3)).toEqual(['files/b.md:1: renewal', 'files/b.md:3: cafe']);
    expect(summary).toBe('Searched 3 files for “renewal cafe”');
  });

  test('at most 40 hits, no file crowds out the others, long lines are cut around the word', async () => {
    put('log.txt', 'renewal failed\n'.repeat(300));
    put('z.txt', `${'x '.repeat(900)}renewal ${'y '.repeat(900)}`);
    const { content } = await bench.run('search_files', { query: 'renewal' });
    const hits = content.split('\n').slice(1);
    expect(hits).toHaveLength(40);
    expect(hits.find((line) => line.startsWith('files/z.txt:1: …'))).toContain('renewal');
    expect(Math.max(...hits.map((line) => line.length))).toBeLessThan(330);
  });

  test('says what it did not search; nothing found; a query without a word', async () => {
    put('big.txt', 'x'.repeat(5 * 1024 * 1024 + 1));
    put('a.txt', 'hello');
    expect((await bench.run('search_files', { query: 'renewal' })).content).toBe(
      'Nothing found in 1 file.\nNot searched, larger than 5.0 MB: big.txt.',
    );
    expect((await bench.run('search_files', { query: 'hello', path: 'files/a.txt' })).content).toContain(
      'files/a.txt:1: hello',
    );
    await expect(bench.run('search_files', { query: '?!' })).rejects.toThrow('no word');
  });
});

describe('read_file', () => {
  test('reads text with a head that says where it is, and on from an offset', async () => {
    put('n.md', Array.from({ length: 1000 }, (_, at) => `line ${at + 1}`).join('\n'));
    const first = await bench.run('read_file', { path: 'n.md' });
    expect(first.content.split('\n')[0]).toBe('files/n.md  lines 1-400 of 1000');
    expect(first.content.split('\n').at(-1)).toBe('(more: read_file with offset 401)');
    expect(first.summary).toBe('Read n.md');
    expect((await bench.run('read_file', { path: 'n.md', offset: 999, limit: 5 })).content).toBe(
      'files/n.md  lines 999-1000 of 1000\nline 999\nline 1000',
    );
    expect((await bench.run('read_file', { path: 'n.md', offset: 1001 })).content).toBe(
      'files/n.md  has 1000 lines; there is no line 1001',
    );
  });

  test.each([
    ['empty.txt', Buffer.alloc(0), 'files/empty.txt  is empty'],
    [
      'utf16.txt',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Größe\r\nzwei', 'utf16le')]),
      'files/utf16.txt  lines 1-2 of 2\nGröße\nzwei',
    ],
    ['latin.txt', Buffer.from('Stra\xdfe \x80 5', 'latin1'), 'files/latin.txt  lines 1-1 of 1\nStraße € 5'],
    ['bom.csv', Buffer.from('\uFEFFa,b'), 'files/bom.csv  lines 1-1 of 1\na,b'],
    [
      'p.html',
      Buffer.from('<h2>A &amp; B</h2><table><tr><td>x<td>1</tr></table>'),
      'files/p.html  lines 1-2 of 2\n## A & B\nx | 1',
    ],
  ])('%s', async (name, bytes, content) => {
    put(name, bytes);
    expect((await bench.run('read_file', { path: name })).content).toBe(content);
  });

  test.each([
    ['x.png', Buffer.from('89504e470d0a1a0a', 'hex'), 'files/x.png is not text (PNG image, 8 B)'],
    ['x.pdf', Buffer.from('%PDF-1.7 text that looks fine'), 'PDF document'],
    ['x.docx', Buffer.from('504b03040000', 'hex'), 'Word document'],
    ['x.bin', Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]), 'file of unknown kind'],
    ['nul.txt', Buffer.from('a\0b'), 'file of unknown kind'],
  ])('%s is told apart from text', async (name, bytes, why) => {
    put(name, bytes);
    await expect(bench.run('read_file', { path: name })).rejects.toThrow(why);
  });

  test('a JSON file on one line can be read to its end', async () => {
    put('one.json', JSON.stringify(Array.from({ length: 30_000 }, (_, at) => at)));
    const first = await bench.run('read_file', { path: 'one.json' });
    expect(first.content.length).toBeLessThan(70_000);
    const next = Number(/offset (\d+)\)$/.exec(first.content)?.[1]);
    expect((await bench.run('read_file', { path: 'one.json', offset: next, limit: 400 })).content).toContain('lines');
    expect((await bench.run('search_files', { query: '29998' })).content).toMatch(/files\/one\.json:\d+: /);
  });

  test('a file of 200 MB is read by parts, without holding it in memory', async () => {
    const handle = openSync(join(bench.files, 'big.log'), 'w');
    const block = Buffer.from('a line of a large log file, sixty-four characters from a to the\n'.repeat(16_384));
    for (let at = 0; at < 200; at += 1) writeSync(handle, block);
    closeSync(handle);
    const rss = process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed;
    const { content } = await bench.run('read_file', { path: 'big.log', offset: 3_000_001, limit: 2 });
    expect(content.split('\n')[0]).toBe('files/big.log  lines 3000001-3000002 of 3276800');
    expect(process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed - rss).toBeLessThan(120 * 1024 * 1024);
    await expect(bench.run('query_table', { path: 'big.log' })).rejects.toThrow('larger than 32.0 MB');
  }, 60_000);

  test('a sparse file of 200 MB is not text, told at once', async () => {
    put('sparse.txt', '');
    truncateSync(join(bench.files, 'sparse.txt'), 200 * 1024 * 1024);
    await expect(bench.run('read_file', { path: 'sparse.txt' })).rejects.toThrow(
      'is not text (file of unknown kind, 200.0 MB)',
    );
  });
});

describe('write_file and undo', () => {
  const undo = () => createUndo(bench.blobs);

  test('a new file, its folders, its preview and its result', async () => {
    const call = await bench.resolve('write_file', { path: 'deep/brief.md', content: 'Hällo' });
    expect(call).toMatchObject({
      args: { path: 'work/deep/brief.md' },
      target: { place: 'work', path: 'deep/brief.md' },
      before: null,
    });
    expect(call.preview).toEqual({ verb: 'Write', target: 'deep/brief.md', text: 'Hällo', before: null, cutBytes: 0 });
    const outcome = await bench.perform('write_file', call);
    expect(outcome).toMatchObject({ summary: 'Wrote brief.md', written: { after: hashOf('Hällo') } });
    expect(readFileSync(join(bench.scope.work, 'deep', 'brief.md'), 'utf8')).toBe('Hällo');
    expect(readdirSync(join(bench.scope.work, 'deep'))).toEqual(['brief.md']);
  });

  test('replacing keeps the mode, keeps the old bytes, shows both texts and how much is cut', async () => {
    put('notes.md', `old ${'ä'.repeat(70_000)}`);
    chmodSync(join(bench.files, 'notes.md'), 0o666);
    const call = await bench.resolve('write_file', { path: 'files/notes.md', content: 'new' });
    expect(call.preview).toMatchObject({
      verb: 'Replace',
      target: join(bench.files, 'notes.md'),
      text: 'new',
      cutBytes: (70_004 - 60_000) * 2,
    });
    expect(call.preview.before).toHaveLength(60_000);
    await bench.perform('write_file', call);
    expect(statSync(join(bench.files, 'notes.md')).mode & 0o777).toBe(0o666);
    expect(await bench.blobs.get(call.before ?? '')).toHaveLength(140_004);
  });

  test('a file changed after it was looked at is left alone', async () => {
    put('notes.md', 'old');
    const call = await bench.resolve('write_file', { path: 'files/notes.md', content: 'new' });
    put('notes.md', 'mine');
    await expect(bench.perform('write_file', call)).rejects.toThrow('changed by someone else');
    expect(readFileSync(join(bench.files, 'notes.md'), 'utf8')).toBe('mine');
  });

  test('in doubt, the world is asked: happened, did not happen, cannot tell', async () => {
    const tools = createTools({
      blobs: bench.blobs,
      ...noTalk,
      teammates: () => [],
      planRoom: () => ({ parts: 20, rounds: 3, isOpen: false }),
      authorOf: () => null,
      ...noMemory,
      notesOf: () => [],
    });
    const ask = (call: Awaited<ReturnType<typeof bench.resolve>>) =>
      tools.get('write_file')?.query?.(call, bench.context);
    const call = await bench.resolve('write_file', { path: 'brief.md', content: 'new' });
    expect(await ask(call)).toBe('did-not-happen');
    await bench.perform('write_file', call);
    expect(await ask(call)).toMatchObject({ written: { after: hashOf('new') } });
    expect(await bench.perform('write_file', call)).toMatchObject({ written: { after: hashOf('new') } });
    writeFileSync(join(bench.scope.work, 'brief.md'), 'someone else');
    expect(await ask(call)).toBeNull();
  });

  test('too much content, a file too large to give back', async () => {
    await expect(bench.run('write_file', { path: 'a.md', content: 'x'.repeat(1024 * 1024 + 1) })).rejects.toThrow(
      'at most 1.0 MB',
    );
    put('huge.txt', '');
    truncateSync(join(bench.files, 'huge.txt'), 17 * 1024 * 1024);
    await expect(bench.run('write_file', { path: 'files/huge.txt', content: 'x' })).rejects.toThrow(
      'could not be undone',
    );
  });

  test('do, then undo: the same bytes as before, or no file', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.option(fc.uint8Array({ maxLength: 2000 })),
        fc.string({ unit: 'binary' }),
        async (before, content) => {
          fc.pre(content.isWellFormed());
          const path = join(bench.files, 'p.txt');
          if (before !== null) writeFileSync(path, before);
          const done = await bench.run('write_file', { path: 'files/p.txt', content });
          const change = {
            place: 'files',
            path: 'p.txt',
            before: done.call.before,
            after: done.written?.after ?? '',
          } as const;
          expect(hashOf(readFileSync(path))).toBe(change.after);
          // A write that changed nothing has nothing to give back but itself.
          expect(await undo().undo(change, bench.scope)).toEqual({ undone: true });
          if (before === null) expect(readdirSync(bench.files)).toEqual([]);
          else expect(hashOf(readFileSync(path))).toBe(hashOf(before));
          if (before !== null) chmodSync(path, 0o644);
          if (before !== null) writeFileSync(path, before);
          if (before !== null) await import('node:fs/promises').then((fs) => fs.rm(path));
        },
      ),
      { numRuns: 100 },
    );
  });

  test('undo leaves alone what was changed, moved or deleted since', async () => {
    const done = await bench.run('write_file', { path: 'files/brief.md', content: 'new' });
    const change = {
      place: 'files',
      path: 'brief.md',
      before: done.call.before,
      after: done.written?.after ?? '',
    } as const;
    put('brief.md', 'mine');
    expect(await undo().undo(change, bench.scope)).toEqual({ undone: false, reason: 'You changed brief.md since.' });
    expect(readFileSync(join(bench.files, 'brief.md'), 'utf8')).toBe('mine');
    put('other.md', 'new');
    await import('node:fs/promises').then((fs) => fs.rm(join(bench.files, 'brief.md')));
    symlinkSync('other.md', join(bench.files, 'brief.md'));
    expect(await undo().undo(change, bench.scope)).toMatchObject({ undone: false });
    expect(readFileSync(join(bench.files, 'other.md'), 'utf8')).toBe('new');
    expect(await undo().undo({ ...change, path: '../outside/x' }, bench.scope)).toMatchObject({ undone: false });
  });
});

describe('plan, question, result', () => {
  test('options get ids, the recommended one is named by its id', async () => {
    const { question } = await bench.run('ask_person', {
      question: 'Which?',
      options: ['Net revenue', { label: 'Gross' }, { id: 'x', label: 'Net revenue' }, '数字'],
      recommended: 'gross',
    });
    expect(question).toEqual({
      question: 'Which?',
      options: [
        { id: 'net-revenue', label: 'Net revenue' },
        { id: 'gross', label: 'Gross' },
        { id: 'x', label: 'Net revenue' },
        { id: 'option', label: '数字' },
      ],
      recommended: 'gross',
    });
    await expect(
      bench.run('ask_person', { question: 'Which?', options: ['a', 'b'], recommended: 'c' }),
    ).rejects.toThrow('none of the options: a, b');
  });

  test('finish takes files of work that hold something', async () => {
    await bench.run('write_file', { path: 'brief.md', content: 'text' });
    await bench.run('write_file', { path: 'empty.md', content: '' });
    put('mine.md', 'x');
    expect((await bench.run('finish', { summary: 'Done.', files: ['brief.md', 'work/brief.md'] })).submitted).toEqual({
      summary: 'Done.',
      artifacts: [{ path: 'brief.md', bytes: 4, sha256: hashOf('text') }],
    });
    await expect(bench.run('finish', { summary: 'x', files: ['none.md'] })).rejects.toThrow(
      'There is no file work/none.md',
    );
    await expect(bench.run('finish', { summary: 'x', files: ['empty.md'] })).rejects.toThrow('is empty');
    await expect(bench.run('finish', { summary: 'x', files: ['files/mine.md'] })).rejects.toThrow(
      'Only files in work/',
    );
    await expect(bench.run('finish', { summary: 'ok', files: [] })).rejects.toThrow('at least one sentence');
    expect(
      (await bench.run('finish', { summary: 'There are three customers.', files: [] })).submitted?.artifacts,
    ).toEqual([]);
  });

  test('the plan goes out as it is', async () => {
    const lines = [
      { text: 'Read', state: 'done' },
      { text: 'Write', state: 'doing' },
    ];
    expect(await bench.run('set_plan', { lines })).toMatchObject({
      plan: lines,
      summary: 'Updated the plan, 1 of 2 done',
    });
  });
});

describe('the registry', () => {
  const tools = createTools({
    blobs: { put: async () => '', get: async () => null },
    ...noTalk,
    teammates: () => [],
    planRoom: () => ({ parts: 20, rounds: 3, isOpen: false }),
    authorOf: () => null,
    ...noMemory,
    notesOf: () => [],
  });

  test('every schema refuses keys it does not know and is told to the model as JSON Schema', () => {
    const specs = toolSpecs([...tools.keys(), 'no_such_tool']);
    expect(specs.map((spec) => spec.name)).toEqual([...tools.keys()]);
    for (const spec of specs)
      expect(spec.inputSchema, spec.name).toMatchObject({ type: 'object', additionalProperties: false });
    for (const tool of tools.values())
      expect(tool.descriptor.schema.safeParse({ surprise: 1, path: 'a', content: 'b' }).success).toBe(false);
  });

  test('no summary for a person shows a place', async () => {
    put('a/b.csv', 'x,y\n1,2');
    const calls: [string, unknown][] = [
      ['list_files', {}],
      ['read_file', { path: 'a/b.csv' }],
      ['query_table', { path: 'a/b.csv' }],
      ['search_files', { query: 'x' }],
      ['write_file', { path: 'work/q/r.md', content: 'x' }],
    ];
    for (const [name, args] of calls) expect((await bench.run(name, args)).summary).not.toMatch(/files\/|work\//);
  });

  test('a call that is aborted ends with the reason', async () => {
    put('a.txt', 'x');
    const tool = tools.get('list_files');
    const call = await bench.resolve('list_files', {});
    await expect(
      tool?.perform(call, { ...bench.context, signal: AbortSignal.abort(new ToolError('stopped')) }),
    ).rejects.toThrow('stopped');
  });
});
