/** The judge's own search: every file of a folder for every form of some words. Shares no code with the search the product does. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Where words were found: `file form`, each once. */
export function findBytes(folder: string, words: readonly string[]): string[] {
  const forms = words.flatMap(formsOf);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.flatMap((entry) => {
    const file = path.join(entry.parentPath, entry.name);
    const bytes = readFileSync(file);
    return forms
      .filter(({ needle }) => bytes.includes(needle))
      .map(({ form }) => `${path.relative(folder, file)} ${form}`);
  });
}

function formsOf(word: string): { form: string; needle: Buffer }[] {
  const texts = [word, word.toLowerCase(), word.toUpperCase(), JSON.stringify(word).slice(1, -1)];
  const plain = [...new Set(texts)].flatMap((text) => [
    { form: 'utf8', needle: Buffer.from(text, 'utf8') },
    { form: 'utf16', needle: Buffer.from(text, 'utf16le') },
  ]);
  // Base64 in the three ways its groups may fall; the ends depend on what stands beside it and are left out.
  const base64 = [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), Buffer.from(word, 'utf8')]).toString('base64');
    return { form: 'base64', needle: Buffer.from(encoded.slice(shift === 0 ? 0 : 4, -4)) };
  });
  return [...plain, ...base64.filter(({ needle }) => needle.length >= 8)];
}
