import { expect, test } from 'vitest';
import { dynamicImports, scriptsOfPage, staticImports } from './page-scripts.ts';

test('the scripts a page names', () => {
  const html = `<link rel="icon" href="./a.svg" /><script type="module" crossorigin src="./assets/index.js"></script>
    <link rel="modulepreload" crossorigin href="./assets/b.js"><link rel="stylesheet" href="./assets/c.css">`;
  expect(scriptsOfPage(html)).toEqual(['./assets/index.js', './assets/b.js']);
});

test.each<[string, string[], string[]]>([
  ['import{a as e}from"./a.js";import*as b from"./b.js";import"./c.js";run();', ['./a.js', './b.js', './c.js'], []],
  [
    "import x, { y } from './a.js'\nexport { z } from './b.js'\nexport * from './c.js'",
    ['./a.js', './b.js', './c.js'],
    [],
  ],
  ['var d=["./e.js"];const f=()=>import(`./g.js`),h=import("./h.js");', [], ['./g.js', './h.js']],
  ['const from="./no.js";function important(){}"import";', [], []],
  ['let a=1;export{a as t};import"./late.js"', ['./late.js'], []],
])('the imports of %s', (source, now, later) => {
  expect({ now: staticImports(source), later: dynamicImports(source) }).toEqual({ now, later });
});
