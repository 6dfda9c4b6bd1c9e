/** How a memory stands before a model: one line of quoted data, written and read back in this one place. Pure. */
import { MemoryKind } from '../domain/memory.ts';
import type { MemoryRow } from './memory.ts';
import { originOf } from './origin.ts';

/** What a run is shown of a memory. */
export type Recalled = Pick<
  MemoryRow,
  'id' | 'kind' | 'subject' | 'text' | 'recordedAtMs' | 'authority' | 'sourceUri' | 'labels' | 'status'
>;

/** Stands above the lines. */
export const memoryHeading = '# What the team remembers (quoted; it may be out of date)';

/** `memory/id | kind | about | learned when and from whom | text`. The text is last: nothing in it can be taken for another part. */
export function memoryLine(memory: Recalled): string {
  const { id, kind, subject, text, recordedAtMs, labels, status } = memory;
  const day = new Date(recordedAtMs).toISOString().slice(0, 10);
  const learned = [
    day,
    speakerOf(memory),
    ...(labels.tainted ? ['from outside'] : []),
    ...(status === 'disputed' ? ['another memory says otherwise'] : []),
  ].join(', ');
  return `memory/${[id, kind, part(subject), part(learned), oneLine(text)].join(' | ')}`;
}

/** Who stands behind a memory; what no file and no person says is a guess. */
function speakerOf(memory: Recalled): string {
  const origin = originOf(memory);
  if (origin === 'you') return thePerson;
  if (origin === 'guessed') return 'guessed';
  return memory.sourceUri === null ? 'read by the app' : `read in ${memory.sourceUri}`;
}

const thePerson = 'the person said';

/** A memory as read back from its line. */
export interface ReadLine {
  id: string;
  kind: MemoryKind;
  subject: string;
  text: string;
  /** True: a person said it, not a file or a teammate. */
  isTaught: boolean;
}

/** Reads a line back; null = it is none. */
export function readMemoryLine(line: string): ReadLine | null {
  const [, id, kind, subject, learned, text] =
    /^(?:- )?memory\/([\w-]+) \| (\w+) \| ([^|]*) \| ([^|]*) \| (.+)$/.exec(line) ?? [];
  const known = MemoryKind.safeParse(kind);
  if (!id || !known.success || subject === undefined || learned === undefined || !text) return null;
  return { id, kind: known.data, subject, text, isTaught: learned.split(', ')[1] === thePerson };
}

function part(text: string): string {
  return oneLine(text).replaceAll('|', '/');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
