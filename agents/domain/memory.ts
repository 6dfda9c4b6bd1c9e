import { z } from 'zod';

export const MemoryKind = z.enum(['fact', 'episode', 'procedure', 'decision', 'preference']);
export type MemoryKind = z.infer<typeof MemoryKind>;

export const MemoryStatus = z.enum(['active', 'disputed', 'superseded', 'retracted', 'faded', 'quarantined']);
export type MemoryStatus = z.infer<typeof MemoryStatus>;
