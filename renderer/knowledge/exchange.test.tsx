import { afterEach, expect, test, vi } from 'vitest';
import { downloadText } from '../ui/download-text.ts';
import { chooseText } from './exchange.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test('a text is saved under its name, and its address is given back', async () => {
  vi.useFakeTimers();
  const blobs: Blob[] = [];
  const revoked: string[] = [];
  URL.createObjectURL = (blob: Blob) => `blob:${blobs.push(blob)}`;
  URL.revokeObjectURL = (url) => void revoked.push(url);
  const saved: string[][] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push([this.href, this.download]);
  });
  downloadText({ name: 'muster-memory.md', text: '- Bolt: fine' });
  expect(saved).toEqual([['blob:1', 'muster-memory.md']]);
  expect(await blobs[0]?.text()).toBe('- Bolt: fine');
  expect(revoked).toEqual([]);
  vi.runAllTimers();
  expect(revoked).toEqual(['blob:1']);
});

/** The person's part of the dialog: files chosen, or null = it was closed. */
function answerWith(files: File[] | null): void {
  vi.spyOn(HTMLInputElement.prototype, 'click').mockImplementation(function (this: HTMLInputElement) {
    Object.defineProperty(this, 'files', { value: files });
    this.dispatchEvent(new Event(files === null ? 'cancel' : 'change'));
  });
}

const unreadable = Object.assign(new File(['x'], 'gone.md'), { text: () => Promise.reject(new Error('gone')) });

test.each([
  ['a file', [new File(['- Bolt: fine'], 'a.md')], { name: 'a.md', text: '- Bolt: fine' }],
  ['none', null, null],
  ['an empty choice', [], null],
  ['one too large', [new File(['x'.repeat(5_000_001)], 'big.md')], { name: 'big.md', why: 'large' }],
  ['one that is gone', [unreadable], { name: 'gone.md', why: 'unreadable' }],
])('%s is chosen', async (_, files, expected) => {
  answerWith(files);
  expect(await chooseText()).toEqual(expected);
});
