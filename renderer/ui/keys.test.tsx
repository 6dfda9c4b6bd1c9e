import { afterEach, describe, expect, it } from 'vitest';
import { comboOf, isTyping, KeyMap, shownKeys, type Shortcut } from './keys.ts';

afterEach(() => document.body.replaceChildren());

const ran: string[] = [];
const shortcut = (keys: string, extra: Partial<Shortcut> = {}): Shortcut => ({
  keys,
  label: keys,
  run: () => void ran.push(keys),
  ...extra,
});

function press(map: KeyMap, target: HTMLElement, key: string, modifiers: KeyboardEventInit = {}): string[] {
  ran.length = 0;
  target.addEventListener('keydown', (event) => map.handle(event), { once: true });
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...modifiers }));
  return [...ran];
}

function add(html: string): HTMLElement {
  document.body.insertAdjacentHTML('beforeend', html);
  return document.body.lastElementChild as HTMLElement;
}

describe('keys', () => {
  it.each([
    [{ key: 'K', ctrlKey: true }, 'mod+k'],
    [{ key: '.', metaKey: true }, 'mod+.'],
    [{ key: '?', shiftKey: true }, '?'],
    [{ key: 'A', shiftKey: true }, 'shift+a'],
    [{ key: 'ArrowLeft', altKey: true }, 'alt+ArrowLeft'],
  ])('reads %j as %s', (event, combo) => {
    const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
    expect(comboOf({ ...none, ...event })).toBe(combo);
  });

  it.each([
    ['mod+k', 'Ctrl K'],
    ['g b', 'G B'],
    ['alt+ArrowUp', 'Alt ↑'],
    ['Enter', '↵'],
  ])('shows %s as %s', (keys, text) => expect(shownKeys(keys)).toBe(text));

  it('keeps letters off while typing and when switched off, but not the shortcuts with a modifier', () => {
    const map = new KeyMap();
    map.add({ name: 'all', pane: () => null, shortcuts: [shortcut('c'), shortcut('mod+k', { whileTyping: true })] });
    const field = add('<input>');
    const box = add('<div tabindex="0"></div>');
    expect([
      isTyping(field),
      press(map, field, 'c'),
      press(map, field, 'k', { ctrlKey: true }),
      press(map, box, 'c'),
    ]).toEqual([true, [], ['mod+k'], ['c']]);
    map.lettersOn = false;
    expect([press(map, box, 'c'), press(map, box, 'k', { ctrlKey: true })]).toEqual([[], ['mod+k']]);
  });

  it('acts for the pane with the focus, for the innermost one when nothing has it', () => {
    const map = new KeyMap();
    const board = add('<div><p tabindex="0"></p></div>');
    const task = add('<div><p tabindex="0"></p></div>');
    map.add({ name: 'board', pane: () => board, shortcuts: [{ ...shortcut('p'), run: () => void ran.push('board') }] });
    map.add({ name: 'task', pane: () => task, shortcuts: [{ ...shortcut('p'), run: () => void ran.push('task') }] });
    const inside = (pane: HTMLElement) => pane.firstElementChild as HTMLElement;
    expect([press(map, inside(board), 'p'), press(map, inside(task), 'p'), press(map, document.body, 'p')]).toEqual([
      ['board'],
      ['task'],
      ['task'],
    ]);
  });

  it('leaves Enter to buttons and all keys to an open dialog', () => {
    const map = new KeyMap();
    map.add({ name: 'all', pane: () => null, shortcuts: [shortcut('Enter'), shortcut('c')] });
    const button = add('<button></button>');
    const dialog = add('<div role="dialog"><p tabindex="0"></p></div>');
    expect([
      press(map, button, 'Enter'),
      press(map, button, 'c'),
      press(map, dialog.firstElementChild as HTMLElement, 'c'),
    ]).toEqual([[], ['c'], []]);
  });

  it('understands two keys one after the other', () => {
    const map = new KeyMap();
    map.add({ name: 'all', pane: () => null, shortcuts: [shortcut('g b'), shortcut('b')] });
    const box = add('<div tabindex="0"></div>');
    expect([press(map, box, 'g'), press(map, box, 'b'), press(map, box, 'b')]).toEqual([[], ['g b'], ['b']]);
  });
});
