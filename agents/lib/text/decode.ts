import { formatBytes } from './size.ts';

/** How the bytes of a text file are to be read. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Bytes of a file's beginning that are enough to tell text from anything else. */
export const sniffBytes = 65_536;

const signatures: readonly [hex: string, kind: string][] = [
  ['89504e47', 'PNG image'],
  ['ffd8ff', 'JPEG image'],
  ['47494638', 'GIF image'],
  ['52494646', 'media file'],
  ['49492a00', 'TIFF image'],
  ['4d4d002a', 'TIFF image'],
  ['25504446', 'PDF document'],
  ['1f8b', 'gzip archive'],
  ['377abcaf', '7-Zip archive'],
  ['52617221', 'RAR archive'],
  ['d0cf11e0', 'old Office document'],
  ['7f454c46', 'program'],
  ['4d5a', 'program'],
  ['cafebabe', 'program'],
  ['53514c69746520666f726d6174', 'SQLite database'],
  ['494433', 'MP3 audio'],
  ['0000001866747970', 'MP4 video'],
  ['0000002066747970', 'MP4 video'],
];

const zipKinds: Record<string, string> = {
  docx: 'Word document',
  xlsx: 'Excel workbook',
  pptx: 'PowerPoint presentation',
  odt: 'OpenDocument text',
  ods: 'OpenDocument table',
  epub: 'e-book',
};

/**
 * Tells from a file's beginning whether it is text, and in which encoding.
 * `whole`: the sample is the whole file, so that a character cut off at its end is an error and not a boundary.
 * `notText` names the kind in words: `PNG image`, `file of unknown kind`.
 */
export function sniff(
  sample: Uint8Array,
  fileName: string,
  whole: boolean,
): { encoding: Encoding } | { notText: string } {
  if (sample[0] === 0xff && sample[1] === 0xfe) return { encoding: 'utf-16le' };
  if (sample[0] === 0xfe && sample[1] === 0xff) return { encoding: 'utf-16be' };
  const kind = kindOf(sample, fileName);
  if (kind !== null && kind.sure) return { notText: kind.name };
  let controls = 0;
  let high = 0;
  for (const byte of sample) {
    if (byte === 0) return { notText: kind?.name ?? 'file of unknown kind' };
    if (byte >= 0x80) high += 1;
    else if (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 27) controls += 1;
  }
  if (controls > sample.length / 50) return { notText: kind?.name ?? 'file of unknown kind' };
  if (isUtf8(sample, whole)) return { encoding: 'utf-8' };
  if (high > sample.length * 0.3) {
    // Mostly valid UTF-8 with a few broken bytes is still that text; anything else this dense in high bytes is not text.
    const broken = new TextDecoder('utf-8').decode(sample).split('\uFFFD').length - 1;
    return broken < high / 10 ? { encoding: 'utf-8' } : { notText: kind?.name ?? 'file of unknown kind' };
  }
  return { encoding: 'windows-1252' };
}

function isUtf8(sample: Uint8Array, whole: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: !whole });
    return true;
  } catch {
    // A fatal decoder throws for exactly one reason, and this function is the question.
    return false;
  }
}

/** `sure` = no text file begins like this. */
function kindOf(sample: Uint8Array, fileName: string): { name: string; sure: boolean } | null {
  const head = Buffer.from(sample.subarray(0, 16)).toString('hex');
  const ending = fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase();
  if (head.startsWith('504b0304')) return { name: zipKinds[ending] ?? 'ZIP archive', sure: true };
  const found = signatures.find(([hex]) => head.startsWith(hex));
  if (!found) return null;
  // Short signatures are printable letters a note may begin with ("MZ…"), so they only name what other signs betray.
  return { name: found[1], sure: found[1] === 'PDF document' || (sample[0] ?? 0) >= 0x7f || (sample[1] ?? 0) >= 0x7f };
}

/** Decodes bytes to text, byte order mark dropped; broken characters become U+FFFD. */
export function decodeBytes(bytes: Uint8Array, encoding: Encoding): string {
  return encoding === 'windows-1252' ? decodeWindows1252(bytes) : new TextDecoder(encoding).decode(bytes);
}

// Positions 0x80–0x9f of windows-1252; the rest equals Latin-1. Written out because Node has decoded them as Latin-1 controls.
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function decodeWindows1252(bytes: Uint8Array): string {
  const latin = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return latin.replace(/[\u0080-\u009f]/g, (char) => windows1252[char.charCodeAt(0) - 0x80] ?? char);
}

/** A decoder for text that comes in parts. */
export function streamDecoder(encoding: Encoding): { decode: (part: Uint8Array) => string; end: () => string } {
  if (encoding === 'windows-1252') return { decode: decodeWindows1252, end: () => '' };
  const decoder = new TextDecoder(encoding);
  return { decode: (part) => decoder.decode(part, { stream: true }), end: () => decoder.decode() };
}

/** Text of whole bytes, or what they are instead: `PNG image, 2.3 MB`. */
export function decodeText(bytes: Uint8Array, fileName: string): { text: string } | { notText: string } {
  const found = sniff(bytes.subarray(0, sniffBytes), fileName, bytes.length <= sniffBytes);
  if ('notText' in found) return { notText: `${found.notText}, ${formatBytes(bytes.length)}` };
  return { text: decodeBytes(bytes, found.encoding) };
}
