import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../../agents/contract.ts';

/** The engine as the renderer calls it: one typed function per procedure of the contract. */
export type EngineClient = ContractRouterClient<Contract>;

/** How the link stands. `outdated`: another protocol version answers, only a reload helps. `refused`: no key to this board. */
export type LinkState = 'connecting' | 'open' | 'offline' | 'outdated' | 'refused';

/** One open link: its client and when it ends. */
export interface Link {
  client: EngineClient;
  /** Resolves when the link has closed, for whatever reason. Never rejects. */
  closed: Promise<void>;
  close(): void;
}

/** Opens links. One per host: socket.ts (browser), port.ts (desktop), fake.ts (tests). */
export interface Connect {
  /** @throws LinkRefused when the other side answers and does not want this client; anything else may be tried again. */
  (signal: AbortSignal): Promise<Link>;
}

/** The engine answered and refused this client for good. */
export class LinkRefused extends Error {
  readonly state: 'outdated' | 'refused';
  constructor(state: 'outdated' | 'refused', message: string) {
    super(message);
    this.name = 'LinkRefused';
    this.state = state;
  }
}

/** The version this build speaks; a test holds it equal to the contract's, whose values the renderer does not import. */
export const protocolVersion = 4;
