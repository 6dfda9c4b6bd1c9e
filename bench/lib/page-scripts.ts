/** Which scripts a built page loads before anybody touches it: read from the files, as a browser would. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The scripts a page names: its entry and what it asks to be fetched ahead. Relative to the page. */
export function scriptsOfPage(html: string): string[] {
  const tags = html.match(/<(?:script|link)\b[^>]*>/g) ?? [];
  return tags.flatMap((tag) => {
    const isPreload = /\brel="modulepreload"/.test(tag);
    const address = tag.startsWith('<script')
      ? /\bsrc="([^"]+)"/.exec(tag)
      : isPreload
        ? /\bhref="([^"]+)"/.exec(tag)
        : null;
    return address?.[1] === undefined ? [] : [address[1]];
  });
}

/** What a module imports before it runs; `import(…)` is not among it. */
export function staticImports(source: string): string[] {
  const statement = /(?:^|[;}\n\s])(?:import|export)\s*(?:[\w$*{][^"'`;()]*?\bfrom\s*)?(["'`])(\.{1,2}\/[^"'`]+)\1/g;
  return [...source.matchAll(statement)].map(([, , address]) => address ?? '');
}

/** What a module may import later. */
export function dynamicImports(source: string): string[] {
  return [...source.matchAll(/\bimport\(\s*(["'`])(\.{1,2}\/[^"'`]+)\1/g)].map(([, , address]) => address ?? '');
}

/**
 * Every script file the first screen needs: the page's own, all they import, and of the later ones those `isNeeded` names.
 * @returns absolute paths, in the order they are found
 * @throws Error for a script that is named and not there
 */
export function firstScripts(page: string, isNeeded: (file: string) => boolean): string[] {
  const found = new Set<string>();
  const take = (file: string): void => {
    if (found.has(file)) return;
    found.add(file);
    const source = readFileSync(file, 'utf8');
    const beside = (address: string): string => path.resolve(path.dirname(file), address);
    staticImports(source).map(beside).forEach(take);
    dynamicImports(source).map(beside).filter(isNeeded).forEach(take);
  };
  for (const address of scriptsOfPage(readFileSync(page, 'utf8'))) take(path.resolve(path.dirname(page), address));
  return [...found];
}
