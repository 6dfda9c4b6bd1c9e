// Tests of this folder read the sheets as they are written: the test runner empties CSS imports. The page's code may not use it (lint).
declare module 'node:fs' {
  export function readFileSync(path: URL, encoding: 'utf8'): string;
}
