import { mkdtempSync, rmSync, writeFileSync, chmodSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from './clock.ts';
import { bwrapArgs, makeRunProgram } from './sandbox.ts';

const after = (args: readonly string[], flag: string): string[][] =>
  args.flatMap((arg, at) => (arg === flag ? [args.slice(at + 1, at + 3)] : []));

test('nothing is shared, the system is read-only, homes are hidden, one folder is writable', () => {
  const args = bwrapArgs(['npm', '--version; rm'], '/copy', ['/home/ada']);
  expect(after(args, '--ro-bind')).toEqual([['/', '/']]);
  expect(after(args, '--bind')).toEqual([['/copy', '/tmp/work']]);
  expect(after(args, '--tmpfs').map(([place]) => place)).toEqual(['/tmp', '/var/tmp', '/run', '/home/ada']);
  expect(args).toEqual(expect.arrayContaining(['--unshare-all', '--die-with-parent', '--new-session', '--clearenv']));
  expect(args).not.toContain('--share-net');
  expect(args.slice(args.indexOf('--'))).toEqual(['--', 'npm', '--version; rm']);
  expect(args.indexOf('--bind')).toBeGreaterThan(args.lastIndexOf('--tmpfs'));
});

test('without a sandbox nothing is run', async () => {
  const run = makeRunProgram({ clock: systemClock, bwrap: '/nowhere/bwrap' });
  expect(await run(['true'], tmpdir(), new AbortController().signal)).toEqual({ how: 'none' });
});

test.skipIf(process.platform !== 'linux')(
  'a sandbox that does not work is none; one that does sees a copy',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
    const stand = (name: string, body: string): string => {
      writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`);
      chmodSync(join(folder, name), 0o755);
      return join(folder, name);
    };
    const { signal } = new AbortController();
    try {
      const broken = makeRunProgram({ clock: systemClock, bwrap: stand('broken', 'exit 1') });
      expect(await broken(['true'], folder, signal)).toEqual({ how: 'none' });
      // Stands for a sandbox: runs what comes after `--` in the copy, with nothing hidden.
      const open = makeRunProgram({
        clock: systemClock,
        bwrap: stand('open', 'while [ "$1" != "--" ]; do shift; done; shift; exec /usr/bin/env "$@"'),
      });
      writeFileSync(join(folder, 'a.txt'), 'seen');
      const ran = await open(['sh', '-c', 'cat a.txt; touch made; exit 3'], folder, signal);
      expect(ran).toEqual({ how: 'ended', code: 3, output: 'seen' });
      expect(existsSync(join(folder, 'made'))).toBe(false);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
