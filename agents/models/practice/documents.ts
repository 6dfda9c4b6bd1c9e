/** Documents as wholes: what they are called, which ones a brief means, what their labelled lines say. */
import { stemOf, wordsOf } from '../../lib/text/fold.ts';
import { datesIn } from '../../lib/text/dates.ts';
import { pathStems, type Desk } from './desk.ts';
import { columnLabel } from './tables.ts';
import type { Sentence } from './sentences.ts';
import { isKnown } from './sources.ts';
import { bestEnd, bestNotice, extensionIn, lastNoticeDay, priceIn, type EndFound, type NoticeFound } from './terms.ts';

export interface DocFacts {
  file: string;
  name: string;
  sentences: Sentence[];
  end: EndFound | null;
  notice: NoticeFound | null;
  /** Reckoned from end and notice. */
  lastDay: string | null;
  price: Sentence | null;
  extension: Sentence | null;
  /** `Label: value` lines by the label's stem. */
  labels: Map<string, { label: string; value: string; sentence: Sentence }>;
}

/** Facts of every text that was read, by file; a memory is no document. */
export function allDocs(desk: Desk): DocFacts[] {
  const ofFiles = desk.sentences.filter((sentence) => !isKnown(sentence));
  return [...Map.groupBy(ofFiles, (sentence) => sentence.file)].map(([file, sentences]) => {
    const labels: DocFacts['labels'] = new Map();
    for (const sentence of sentences) {
      const found = /^([\p{L}][\p{L}\d /()’'-]{1,38}):\s+(.+)$/u.exec(sentence.text);
      const key = found
        ? wordsOf(found[1] ?? '')
            .map(stemOf)
            .join(' ')
        : '';
      if (found && key !== '' && !labels.has(key))
        labels.set(key, { label: found[1] ?? '', value: (found[2] ?? '').trim(), sentence });
    }
    const end = bestEnd(sentences);
    const notice = bestNotice(sentences);
    return {
      file,
      name: nameOf(file, sentences, labels),
      sentences,
      end,
      notice,
      lastDay: lastNoticeDay(end, notice),
      price: priceIn(sentences),
      extension: extensionIn(sentences),
      labels,
    };
  });
}

const nameLabels = [
  'supplier',
  'vendor',
  'provider',
  'contractor',
  'company',
  'landlord',
  'lessor',
  'customer',
  'client',
  'party',
  'product',
  'name',
];

function nameOf(file: string, sentences: readonly Sentence[], labels: DocFacts['labels']): string {
  const labelled = nameLabels.flatMap((label) => labels.get(stemOf(label))?.value ?? [])[0];
  if (labelled !== undefined && labelled.length <= 60) return labelled.replace(/[.,;].*$/, '');
  const base = file.slice(file.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '');
  const title = (sentences[0]?.headings[0] ?? '').split(/:|\s[-–—]\s/)[0]?.trim() ?? '';
  const shared = wordsOf(title).some((word) => word.length > 3 && wordsOf(base).includes(word));
  if (title.length > 2 && title.length <= 60 && shared) return lowered(title);
  const plain = columnLabel(base.replace(/^\d{4}-\d{2}-\d{2}[-_ ]*/, ''));
  const written = sentences
    .map((sentence) => sentence.text)
    .join(' ')
    .match(new RegExp(`(?<!\\p{L})${plain.replace(/[^\p{L}\p{N}]+/gu, ' +')}(?!\\p{L})`, 'iu'));
  return written ? written[0].replace(/\s+/g, ' ') : plain;
}

/** The title of a document for a heading: its own, else its file name. */
export function titleOf(file: string, sentences: readonly Sentence[]): string {
  const own = sentences[0]?.headings[0] ?? '';
  const plain = own === '' || /^(?:\d|from:)/i.test(own) || own.length > 90;
  return plain ? columnLabel(file.slice(file.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '')) : lowered(own);
}

/** `QUILLFAX PRINTING` as `Quillfax Printing`. */
function lowered(title: string): string {
  return title === title.toUpperCase()
    ? title.replace(/\p{L}+/gu, (word) => word.charAt(0) + word.slice(1).toLowerCase())
    : title;
}

/**
 * The documents a class of things means ("supplier contracts"): first those whose path says so, else those whose title or
 * labels do. No class = all.
 */
export function docsOfClass(docs: readonly DocFacts[], terms: readonly string[]): DocFacts[] {
  if (terms.length === 0) return [...docs];
  const score = (doc: DocFacts) => {
    const path = pathStems(doc.file);
    const title = wordsOf(doc.sentences[0]?.headings[0] ?? '').map(stemOf);
    return (
      terms.filter((term) => path.includes(term)).length * 2 +
      terms.filter((term) => title.includes(term) || doc.labels.has(term)).length
    );
  };
  const scored = docs.map((doc) => ({
    doc,
    score: score(doc),
    path: terms.some((term) => pathStems(doc.file).includes(term)),
  }));
  const byPath = scored.filter((item) => item.path);
  const chosen = byPath.length > 0 ? byPath : scored.filter((item) => item.score > 0);
  return chosen.toSorted((a, b) => b.score - a.score || (a.doc.file < b.doc.file ? -1 : 1)).map((item) => item.doc);
}

/** The start date a document states; null = none. */
export function startOf(doc: DocFacts): Sentence | null {
  return (
    doc.sentences.find(
      (sentence) =>
        /\b(?:start|starts|begins?|from|commenc\w+|signed|valid from)\b/i.test(sentence.text) &&
        datesIn(sentence.text).length > 0,
    ) ?? null
  );
}
