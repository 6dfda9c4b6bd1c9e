/** Programs of a bench, bundled as the product is: reading TypeScript costs time and memory that no person ever pays. */
import path from 'node:path';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '..', '..');
/** Where they lie, as `<name>.mjs`: inside the repository, where its packages are found. */
export const bundles = path.join(root, '.cache', 'bench');

/** Bundles each source, named from the root. `outdir`: a folder of its own, for a bench that may run beside itself. */
export async function bundlePrograms(sources: readonly string[], outdir = bundles): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: [...sources],
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    packages: 'external',
    logLevel: 'warning',
  });
}
