import { describe, expect, test } from 'vitest';
import { hiddenCount, visibleText } from './visible-text.ts';

const drawn = (text: string) =>
  visibleText(text)
    .map((part) => (part.name === null ? part.text : `[${part.name}]`))
    .join('');

describe('visibleText', () => {
  test.each([
    ['plain text stays', 'Grüße, 北京\n\tok', 'Grüße, 北京\n\tok'],
    ['empty', '', ''],
    ['a reversed file name', 'invoice\u202Efdp.exe', 'invoice[U+202E right-to-left override]fdp.exe'],
    ['zero width inside a word', 'pay\u200Bpal', 'pay[U+200B zero-width space]pal'],
    ['terminal escape', '\u001B[31mred', '[U+001B escape][31mred'],
    ['a carriage return that could overwrite', 'safe\rrm', 'safe[U+000D carriage return]rm'],
    ['a lone surrogate', 'a\uD800b', 'a[U+D800]b'],
    ['tag characters', 'a\u{E0041}b', 'a[U+E0041]b'],
    ['a filler that draws nothing', 'a\u3164b', 'a[U+3164]b'],
    ['no-break space in a number stays', '4\u00A0180', '4\u00A0180'],
    ['no-break space at the end is named', 'a\u00A0', 'a[U+00A0 no-break space]'],
    ['only hidden ones', '\u200B\u200B', '[U+200B zero-width space][U+200B zero-width space]'],
  ])('%s', (_name, text, shown) => {
    expect(drawn(text)).toBe(shown);
  });

  test('counts what was hidden', () => {
    expect(hiddenCount('a\u200Bb\u202E\n')).toBe(2);
  });
});
