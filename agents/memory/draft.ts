/** Makes of what somebody states a memory that can be decided on: names, digests, who stands behind it. */
import type { MemoryDraft } from '../domain/decide/memory.ts';
import type { Authority, Cardinality, MemoryKind, MemoryScope, Sensitivity } from '../domain/memory.ts';
import type { Labels } from '../domain/schema.ts';
import type { Journal } from '../journal/journal.ts';
import { subjectKeyId } from '../journal/seal.ts';
import { claimName, isMutable, subjectName, valueName } from './claim.ts';

/** A statement with all that is known of where it comes from. */
export interface Statement {
  memoryId: string;
  kind: MemoryKind;
  scope: MemoryScope;
  scopeId: string;
  subject: string;
  text: string;
  /** The one question it answers; null = none. */
  question: string | null;
  value: string | null;
  cardinality: Cardinality;
  authority: Authority;
  author: string;
  taskId: string | null;
  runId: string | null;
  sourceUri: string | null;
  quote: string | null;
  labels: Labels;
  sensitivity: Sensitivity;
  validFromMs: number | null;
  validToMs: number | null;
  supersedes: readonly string[];
  revs?: Readonly<Record<string, number>>;
  derivedFrom: readonly string[];
  confidence?: number;
}

/** What most statements leave unsaid. */
export const unsaid = {
  question: null,
  value: null,
  cardinality: 'one',
  runId: null,
  sourceUri: null,
  quote: null,
  sensitivity: 'internal',
  validFromMs: null,
  validToMs: null,
  supersedes: [],
  derivedFrom: [],
} as const satisfies Partial<Statement>;

export function draftOf(journal: Pick<Journal, 'digest'>, statement: Statement): MemoryDraft {
  const { question, derivedFrom, ...rest } = statement;
  const identity = identityOf(journal, statement);
  const { value } = statement;
  return {
    ...rest,
    ...identity,
    claimKey: question,
    valueId:
      identity.claimId === null || value === null ? null : digests(journal, statement)('value', valueName(value)),
    mutable: question === null || isMutable(question),
    derivedFrom: [...derivedFrom],
  };
}

type Said = Pick<Statement, 'kind' | 'subject' | 'text' | 'question'>;

/** The digests by which a memory is known again: its subject, its question, what it says. */
export function identityOf(
  journal: Pick<Journal, 'digest'>,
  said: Said,
): { subjectId: string; claimId: string | null; contentHash: string } {
  const digest = digests(journal, said);
  const claim = said.question === null ? '' : claimName(said.subject, said.question);
  return {
    subjectId: digest('subject', ''),
    claimId: claim === '' ? null : digest('claim', claim),
    contentHash: digest('content', `${said.kind}\n${valueName(said.text)}`),
  };
}

function digests(
  journal: Pick<Journal, 'digest'>,
  { subject }: Pick<Said, 'subject'>,
): (what: string, said: string) => string {
  const keyId = subjectKeyId(subjectName(subject));
  return (what, said) => journal.digest(keyId, `${what}\n${said}`);
}
