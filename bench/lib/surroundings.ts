/** What the machine is like while something is measured: a busy disk or processor explains a figure that no code does. */
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, fdatasyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { percentile } from './stats.ts';

/** Milliseconds each of so many flushed writes of one page took, in a folder on the disk in question. */
function flushMs(folder: string, writes = 100): number[] {
  const file = path.join(folder, '.flush');
  const page = Buffer.alloc(4096);
  const handle = openSync(file, 'w');
  try {
    return Array.from({ length: writes }, (_, index) => {
      const from = performance.now();
      writeSync(handle, page, 0, page.length, index * page.length);
      fdatasyncSync(handle);
      return performance.now() - from;
    });
  } finally {
    closeSync(handle);
    rmSync(file);
  }
}

/** Work that waits for or uses each core, over the last minute: 1 = just busy. */
export function loadPerCore(): number {
  return (loadavg()[0] ?? 0) / cpus().length;
}

/** The middle flush, for a figure. */
export function flushP50Ms(folder: string): number {
  return percentile(flushMs(folder), 0.5);
}

/** Resident memory of another process in MB: the most it ever had where the system says so (Linux), else what it has now. */
export function rssMbOf(pid: number): number {
  const status = `/proc/${pid}/status`;
  const text = existsSync(status)
    ? (/^VmHWM:\s+(\d+)/m.exec(readFileSync(status, 'utf8'))?.[1] ?? '')
    : spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
  return Number(text) / 1024;
}
