import { execFileSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, sep } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openFile, openFolder } from './anchor.ts';
import { readPathText } from './path-text.ts';
import { findPath, findTarget, rootOf } from './paths.ts';
import { readWhole, replaceFile } from './place-file.ts';
import { makeBench, type Bench } from './testing.ts';
import { ToolError } from './tool.ts';

let bench: Bench;
beforeEach(() => {
  bench = makeBench();
  mkdirSync(join(bench.files, 'sub'));
  mkdirSync(join(bench.scope.work), { recursive: true });
  writeFileSync(join(bench.files, 'a.txt'), 'inside a');
  writeFileSync(join(bench.files, 'sub', 'b.txt'), 'inside b');
  writeFileSync(join(bench.outside, 'secret.txt'), 'secret');
  symlinkSync(bench.outside, join(bench.files, 'out'));
  symlinkSync(join(bench.outside, 'secret.txt'), join(bench.files, 'sub', 'secret'));
  symlinkSync('sub', join(bench.files, 'in'));
  symlinkSync('loop', join(bench.files, 'loop'));
  symlinkSync('nowhere', join(bench.files, 'dangling'));
  symlinkSync(bench.scope.work, join(bench.files, 'towork'));
});
afterEach(() => bench.remove());

const read = (path: string) => findPath(path, bench.scope, { bare: 'files', kind: 'file' });

describe('paths as text', () => {
  test.each([
    ['files/a.txt', 'files', ['a.txt']],
    ['work/x/y.md', 'work', ['x', 'y.md']],
    ['a.txt', 'files', ['a.txt']],
    ['./files//sub/./b.txt', 'files', ['sub', 'b.txt']],
    ['files', 'files', []],
    ['files/files/x', 'files', ['files', 'x']],
    ['Notes… draft.md', 'files', ['Notes… draft.md']],
    ['会议：纪要.md', 'files', ['会议：纪要.md']],
    ['%2e%2e/x', 'files', ['%2e%2e', 'x']],
    ['~/x', 'files', ['~', 'x']],
  ])('%s is read', (text, place, segments) => {
    expect(readPathText(text, 'files', 'linux')).toEqual({ place, segments });
  });

  test.each([
    '',
    ' ',
    '..',
    '../x',
    'files/..',
    'files/../../x',
    'files/sub/../a.txt',
    '/etc/passwd',
    '//server/share',
    '\\\\server\\share',
    'C:\\x',
    'c:/x',
    'C:x',
    'files\\a.txt',
    'a\u0000b',
    'a\nb',
    'x\u202etxt.exe',
    'a\u200bb',
    '．．/x',
    'files/‥/x',
    '..\u2215etc',
    '.. /x',
    ' ../x',
    '.../x',
    '\ud800',
    'x'.repeat(1001),
    'é'.repeat(200),
    'file:///etc/passwd'.replace('file:', ''),
  ])('%j is refused', (text) => {
    expect(() => readPathText(text, 'files', 'linux')).toThrow(ToolError);
  });

  test.each(['con', 'NUL.txt', 'ab:c', 'a.txt:stream', 'x.', 'x ', 'a?b', 'com1.log'])(
    '%j is refused on Windows only',
    (text) => {
      expect(() => readPathText(text, 'files', 'win32')).toThrow(ToolError);
      expect(readPathText(text, 'files', 'linux').segments).toEqual([text]);
    },
  );
});

describe('links, devices and missing files', () => {
  test('a link inside the folder is the file it leads to', async () => {
    expect(await read('files/in/b.txt')).toMatchObject({
      place: 'files',
      path: 'sub/b.txt',
      absolute: join(bench.files, 'sub', 'b.txt'),
    });
  });

  test.each([
    ['files/out/secret.txt', 'leads outside'],
    ['files/out', 'leads outside'],
    ['files/sub/secret', 'leads outside'],
    ['files/towork', 'leads outside'],
    ['files/loop', 'leads to itself'],
    ['files/dangling', 'does not exist'],
    ['files/sub', 'is a folder'],
    ['files/a.txt/x', 'There is no file'],
    ['files/A.txtt', 'Files with similar names: files/a.txt'],
    ['files/b.txt', 'files/sub/b.txt'],
    ['work/none.md', 'list_files shows'],
  ])('%s: %s', async (path, why) => {
    await expect(read(path)).rejects.toThrow(why);
  });

  test.each([
    'files/out/new.txt',
    'files/sub/secret',
    'files/dangling',
    'files/towork/x',
    'files/.git/hooks/pre-commit',
    'files/sub/.GIT/config',
    'files/a.txt/x',
    'files/sub',
    'files',
  ])('nothing is written to %s', async (path) => {
    await expect(findTarget(path, bench.scope, 'work')).rejects.toThrow(ToolError);
  });

  test('the folder itself may be a link and is resolved once', async () => {
    symlinkSync(bench.files, join(bench.root, 'alias'));
    const scope = { ...bench.scope, files: join(bench.root, 'alias') };
    expect((await findPath('a.txt', scope, { bare: 'files', kind: 'file' })).absolute).toBe(join(bench.files, 'a.txt'));
  });

  test('a folder that is gone, or is a file, is folder.missing; so is none at all', async () => {
    for (const files of [join(bench.root, 'gone'), join(bench.files, 'a.txt'), null]) {
      await expect(rootOf('files', { ...bench.scope, files })).rejects.toMatchObject({ code: 'folder.missing' });
    }
  });

  test('a hard link is an ordinary file', async () => {
    linkSync(join(bench.outside, 'secret.txt'), join(bench.files, 'hard.txt'));
    expect((await readWhole(await read('hard.txt'), 100)).toString()).toBe('secret');
  });

  test.skipIf(process.platform === 'win32')(
    'a pipe is refused and not waited for, also when it is swapped in',
    async () => {
      execFileSync('mkfifo', [join(bench.files, 'pipe')]);
      await expect(read('pipe')).rejects.toThrow('not an ordinary file');
      const found = await read('a.txt');
      renameSync(join(bench.files, 'pipe'), join(bench.files, 'a.txt'));
      await expect(readWhole(found, 100)).rejects.toThrow('not an ordinary file');
    },
  );

  test.skipIf(process.getuid?.() === 0)(
    'a file without read permission says so (root may read everything, so not run as root)',
    async () => {
      writeFileSync(join(bench.files, 'locked.txt'), 'x', { mode: 0 });
      await expect(readWhole(await read('locked.txt'), 100)).rejects.toThrow('does not allow');
    },
  );

  test('names in another Unicode form are found', async () => {
    writeFileSync(join(bench.files, 'résumé.md'.normalize('NFD')), 'x');
    expect((await read('files/résumé.md'.normalize('NFC'))).path.normalize('NFC')).toBe('résumé.md'.normalize('NFC'));
  });
});

describe('a swap between the check and the use', () => {
  test('the file becomes a link to outside', async () => {
    const found = await read('a.txt');
    rmSync(found.absolute);
    symlinkSync(join(bench.outside, 'secret.txt'), found.absolute);
    await expect(readWhole(found, 100)).rejects.toThrow(ToolError);
  });

  test('its folder becomes a link to outside, for reading and for writing', async () => {
    writeFileSync(join(bench.outside, 'b.txt'), 'secret');
    const found = await read('files/sub/b.txt');
    renameSync(join(bench.files, 'sub'), join(bench.files, 'was'));
    symlinkSync(bench.outside, join(bench.files, 'sub'));
    await expect(readWhole(found, 100)).rejects.toThrow(ToolError);
    await expect(replaceFile(found, Buffer.from('evil'), { expected: null, key: 'k' })).rejects.toThrow(ToolError);
    await expect(
      replaceFile({ ...found, path: 'sub/new.txt' }, Buffer.from('evil'), { expected: null, key: 'k' }),
    ).rejects.toThrow(ToolError);
    expect([readFileSync(join(bench.outside, 'b.txt'), 'utf8'), existsSync(join(bench.outside, 'new.txt'))]).toEqual([
      'secret',
      false,
    ]);
  });

  test.each([true, false].filter((byDescriptor) => !byDescriptor || process.platform === 'linux'))(
    'a held folder that is moved away is noticed (by descriptor: %s)',
    async (byDescriptor) => {
      writeFileSync(join(bench.outside, 'b.txt'), 'secret');
      const anchor = await openFolder(bench.files, ['sub'], { byDescriptor });
      renameSync(join(bench.files, 'sub'), join(bench.files, 'was'));
      symlinkSync(bench.outside, join(bench.files, 'sub'));
      await expect(openFile(anchor, 'b.txt')).rejects.toThrow(ToolError);
      await anchor.close();
    },
  );

  test('a thousand swaps beside reads: never a byte from outside', async () => {
    writeFileSync(join(bench.outside, 'b.txt'), 'secret');
    let ended = false;
    const swapping = (async () => {
      for (let turn = 0; !ended; turn += 1) {
        renameSync(join(bench.files, 'sub'), join(bench.files, 'was'));
        symlinkSync(bench.outside, join(bench.files, 'sub'));
        await new Promise(setImmediate);
        rmSync(join(bench.files, 'sub'));
        renameSync(join(bench.files, 'was'), join(bench.files, 'sub'));
        if (turn % 3 === 0) await new Promise(setImmediate);
      }
    })();
    const seen = new Map<string, number>();
    for (let turn = 0; turn < 1000; turn += 1) {
      const said = await read('files/sub/b.txt')
        .then((found) => readWhole(found, 100))
        .then(String, (error: unknown) => (error instanceof ToolError ? 'refused' : String(error)));
      seen.set(said, (seen.get(said) ?? 0) + 1);
    }
    ended = true;
    await swapping;
    expect([...seen.keys()].filter((said) => said !== 'inside b' && said !== 'refused')).toEqual([]);
  }, 30_000);
});

test('10,000 nasty paths: none leads outside', async () => {
  const piece = fc.constantFrom(
    '..',
    '.',
    '',
    'files',
    'work',
    'sub',
    'in',
    'out',
    'loop',
    'dangling',
    'towork',
    'a.txt',
    'b.txt',
    'secret',
    'secret.txt',
    'etc',
    'passwd',
    '~',
    '%2e%2e',
    '．．',
    '‥',
    '…',
    '。。',
    '..;',
    '.. ',
    ' ..',
    '...',
    '\u0000',
    'C:',
    '\\',
    '..\\..',
    '\\\\?\\C:\\',
    '\u2215',
    '\uff0f',
    '\u202e',
    'proc',
    'self',
    'root',
    '$HOME',
    '${PWD}',
    'CON',
    'aux.txt',
    '.git',
    'new',
  );
  const path = fc
    .tuple(
      fc.constantFrom('', '/', '//', 'files/', 'work/', './', '../', 'file:///', '\\\\'),
      fc.array(piece, { minLength: 1, maxLength: 7 }),
      fc.constantFrom('/', '/', '/', '//', '\\', '\u2044'),
    )
    .map(([start, pieces, joint]) => start + pieces.join(joint));
  const places = [realpathSync(bench.files), realpathSync(bench.scope.work)];
  const isInside = (absolute: string) => places.some((place) => absolute === place || absolute.startsWith(place + sep));
  const realOf = (absolute: string): string =>
    existsSync(absolute) ? realpathSync(absolute) : realOf(dirname(absolute));
  let found = 0;
  await fc.assert(
    fc.asyncProperty(path, async (text) => {
      for (const look of [
        () => findPath(text, bench.scope, { bare: 'files', kind: 'any' }),
        () => findTarget(text, bench.scope, 'work'),
      ]) {
        const target = await look().catch((error: unknown) => {
          if (error instanceof ToolError) return null;
          throw error;
        });
        if (target === null) continue;
        found += 1;
        expect([
          isInside(target.absolute),
          isInside(realOf(target.absolute)),
          isInside(join(target.root, target.path)),
        ]).toEqual([true, true, true]);
      }
    }),
    { numRuns: 10_000 },
  );
  // The generator must reach real files, or it proves nothing.
  expect(found).toBeGreaterThan(500);
}, 60_000);
