/** How much script the board's first screen makes a browser fetch, and how much there is in all. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Bench } from './lib/bench.ts';
import { firstScripts } from './lib/page-scripts.ts';
import { round } from './lib/stats.ts';

const barKb = 300;
const page = path.resolve(import.meta.dirname, '..', 'dist', 'renderer', 'index.html');

/** The words are fetched before the first drawing, in one language. */
const isWords = (file: string): boolean => path.basename(file).startsWith('en-');

interface Weight {
  file: string;
  bytes: number;
  gzip: number;
}

function weigh(file: string): Weight {
  const bytes = readFileSync(file);
  return { file: path.basename(file), bytes: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length };
}

const kb = (bytes: number): number => round(bytes / 1024, 1);
const sum = (weights: readonly Weight[], of: 'bytes' | 'gzip'): number =>
  weights.reduce((total, weight) => total + weight[of], 0);

export const sizeBench: Bench = {
  name: 'size',
  about: 'script of the first screen',
  async run(_args, progress) {
    if (!existsSync(page)) throw new Error('dist/renderer is not built: run npm run build');
    const initial = firstScripts(page, isWords).map(weigh);
    if (!initial.some(({ file }) => isWords(file))) throw new Error('no catalogue of words was found in the page');
    const assets = path.join(path.dirname(page), 'assets');
    const names = readdirSync(assets).map((name) => path.join(assets, name));
    const all = names.filter((file) => file.endsWith('.js')).map(weigh);
    const styles = names.filter((file) => file.endsWith('.css')).map(weigh);
    for (const { file, gzip } of initial.toSorted((a, b) => b.gzip - a.gzip)) progress(`${kb(gzip)} KB  ${file}`);
    const initialJsGzipKb = kb(sum(initial, 'gzip'));
    return {
      pass: initialJsGzipKb <= barKb,
      figures: {
        initialJsGzipKb,
        initialJsKb: kb(sum(initial, 'bytes')),
        initialFiles: initial.length,
        totalJsGzipKb: kb(sum(all, 'gzip')),
        totalFiles: all.length,
        cssGzipKb: kb(sum(styles, 'gzip')),
      },
      bar: { initialJsGzipKb: barKb },
    };
  },
};
