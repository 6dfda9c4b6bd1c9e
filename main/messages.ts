/** What the main process and the engine's process say to each other. Plain data; keys travel only here, never over a command line. */

import type { SecretName } from './secrets.ts';

/** From the engine to the main process. */
export type FromEngine =
  | { type: 'ready' }
  /** The engine could not start; the sentence is for the person. */
  | { type: 'failed'; message: string }
  | { type: 'ask'; id: number; what: Ask }
  /** A task began to need the person. One per task: a newer one replaces it. */
  | { type: 'notify'; taskId: string; itemId: string; title: string; body: string }
  | { type: 'withdraw'; taskId: string }
  /** How many tasks are at work, for the question before quitting. */
  | { type: 'working'; count: number };

/** What only the main process can do. */
export type Ask =
  | { kind: 'pickFolder' }
  | { kind: 'reveal'; path: string }
  | { kind: 'loadKey'; name: SecretName }
  | { kind: 'saveKey'; name: SecretName; key: string | null };

/** From the main process to the engine. `client` comes with a port in `ports[0]`. */
export type ToEngine =
  | { type: 'client' }
  | { type: 'answer'; id: number; value: string | boolean | null }
  | { type: 'stop' };
