/** What a profile may hold, as the engine checks it (agents/domain/teammate.ts). */
import type { Role } from '../../agents/domain/teammate.ts';

export const maxNameChars = 40;
export const maxAboutChars = 200;
export const maxInstructionsChars = 20_000;

export const roles: readonly Role[] = ['researcher', 'executor', 'reviewer', 'planner', 'memory manager'];
