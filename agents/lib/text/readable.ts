import { decodeText } from './decode.ts';
import { htmlToText } from './html.ts';

/** True for names of pages that are read as text and not as markup. */
export function isHtmlName(fileName: string): boolean {
  return /\.x?html?$/i.test(fileName);
}

/**
 * The text a teammate reads of a file: HTML as readable blocks, everything else as it stands.
 * `notText` says what the file is instead: `PNG image, 2.3 MB`.
 * Contract: never throws; broken characters become U+FFFD. The caller bounds the bytes.
 */
export function readableText(bytes: Uint8Array, fileName: string): { text: string } | { notText: string } {
  const decoded = decodeText(bytes, fileName);
  if ('notText' in decoded || !isHtmlName(fileName)) return decoded;
  return { text: htmlToText(decoded.text) };
}
