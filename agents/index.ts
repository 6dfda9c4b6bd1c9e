/** The engine's only door for hosts: the workforce, the adapters a host wires into it, and nothing of the rules. */
import { sealed } from './domain/sealed.ts';
import { openSqliteJournal, type SqliteJournal } from './journal/sqlite.ts';

export { openWorkforce, type Workforce, type WorkforcePorts } from './workforce.ts';
export { auditData, type AuditPart, type PartAudit } from './audit.ts';
export { makeBackup, type SourceFile } from './journal/backup.ts';
export { openBlobs } from './journal/blobs.ts';
export { flushFolder } from './journal/flush.ts';
export { restoreBackup } from './journal/restore.ts';
export { lockFolder, type FolderLock } from './journal/lock.ts';
export { openMemoryAlone, type MemoryAlone } from './memory/alone.ts';
export { checkSearch } from './memory/embedders/check.ts';
export { chosenEmbedder, type SearchChoice, type SearchModel } from './memory/embedders/chosen.ts';
export { EmbedderError, type Embedder } from './memory/embedders/embedder.ts';
export { openLanceIndex } from './memory/lance.ts';
export { rebuildMemory, type Rebuilt } from './memory/rebuild.ts';
export { anthropicModel, anthropicEndpoint } from './models/anthropic.ts';
export { practiceModel } from './models/practice/practice.ts';
export { checkKey } from './models/check-key.ts';
export { knownModels } from './models/prices.ts';
export { parseRole } from './roles/role.ts';
export type { RoleFiles } from './teamwork/role-files.ts';
export { searchBytes } from './lib/byte-search.ts';
export { AppError, type AppErrorCode } from './lib/error.ts';
export { systemClock, systemIds, systemRandom, type Clock, type MakeId } from './lib/clock.ts';
export type { Journal, Blobs } from './journal/journal.ts';
export type { Embedding, MemoryIndex } from './memory/memory.ts';
export type { Model } from './models/model.ts';
export { askedOf, columnOf, doubts, inboxOf, isActive, needsYou, progress, shownState } from './domain/state.ts';
export { exampleTask } from './example.ts';
export type { Answer, Command, Refusal } from './domain/commands.ts';
export { Command as commandSchema } from './domain/commands.ts';
export { maxImported } from './domain/memory-commands.ts';
export type { EventRecord } from './domain/events.ts';
export type { InboxItem } from './domain/schema.ts';
export type { TaskState } from './domain/task.ts';
export type { TeammateState } from './domain/teammate.ts';

/**
 * Opens the journal in this file with the product's own list of sealed fields.
 * @throws AppError see `openSqliteJournal`.
 */
export function openJournal(file: string, log?: (line: string) => void): SqliteJournal {
  return openSqliteJournal({ file, sealed, log });
}
