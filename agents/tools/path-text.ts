import { ToolError, type Where } from './tool.ts';

/** A path as the model wrote it, read and found harmless: names only, no `..`, no root. Empty = the place itself. */
export interface PathText {
  place: Where;
  segments: string[];
}

const maxPathChars = 1000;
const maxSegmentBytes = 255;

// Characters that look like a slash; compatibility forms of dots are found by NFKC.
const slashLookalikes = /[\u2044\u2215\u2216\u29f5\u29f8\u29f9\\]/gu;
// Text direction, zero width, line and paragraph separators: a name that does not show what it is. Joiners (U+200C, U+200D) spell real words.
const invisible = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/u;
const reservedOnWindows = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$/i;

/**
 * Reads a path of a tool call. `files/…` is the person's folder, `work/…` the task's own, `given/<name>/…` what a colleague made; else it lies in `bare`.
 * Pure: what is on the disk is `resolvePath`'s business.
 * @throws ToolError with a sentence for the model.
 */
export function readPathText(text: string, bare: Where, platform: string = process.platform): PathText {
  const refuse = (why: string): never => {
    throw new ToolError(`The path ${JSON.stringify(text.slice(0, 80))} ${why}`);
  };
  if (text.trim() === '') refuse('is empty. Write it as files/… or work/….');
  if (text.length > maxPathChars) refuse(`is longer than ${maxPathChars} characters.`);
  if (/[\u0000-\u001f\u007f-\u009f]/.test(text)) refuse('holds control characters.');
  if (invisible.test(text) || !text.isWellFormed()) refuse('holds invisible characters.');
  const plain = text.normalize('NFKC').replace(slashLookalikes, '/').split('/');
  if (plain.some((segment) => /^\s*\.\.+\s*$/.test(segment)))
    refuse('leads upwards. Only what lies inside files/ and work/ can be reached.');
  if (text.includes('\\')) refuse('holds a backslash. Part folders with /.');
  if (text.startsWith('/')) refuse('is absolute. Write it as files/… or work/….');
  if (/^[A-Za-z]:/.test(text)) refuse('names a drive. Write it as files/… or work/….');
  const segments = text.split('/').filter((segment) => segment !== '' && segment !== '.');
  for (const segment of segments) {
    if (Buffer.byteLength(segment) > maxSegmentBytes) refuse('holds a name that is too long for a file.');
    if (
      platform === 'win32' &&
      (/[:*?"<>|]/.test(segment) || /[. ]$/.test(segment) || reservedOnWindows.test(segment))
    ) {
      refuse('holds a name this computer cannot use.');
    }
  }
  const [first] = segments;
  if (first === 'files' || first === 'work') return { place: first, segments: segments.slice(1) };
  if (first === 'given') return { place: `given/${segments[1] ?? ''}`, segments: segments.slice(2) };
  return { place: bare, segments };
}
