/** Reads `--name value` and `--name=value` pairs; a flag alone is `true`. */
export function readArgs(args: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const [index, arg] of args.entries()) {
    if (!arg.startsWith('--')) continue;
    const [name = '', value] = arg.slice(2).split(/=(.*)/s);
    const next = args[index + 1];
    found.set(name, value ?? (next === undefined || next.startsWith('--') ? 'true' : next));
  }
  return found;
}

/** A positive whole number of the arguments, or what is usual. Throws a sentence on anything else. */
export function count(args: ReadonlyMap<string, string>, name: string, usual: number): number {
  const text = args.get(name);
  if (text === undefined) return usual;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} needs a whole number above 0, not "${text}"`);
  return value;
}
