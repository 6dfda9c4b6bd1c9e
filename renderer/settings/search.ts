/** What the form of the search by likeness knows of its kinds and of addresses. Pure. */
import type { Setup } from '../../agents/contract.ts';

export type SearchKind = Setup['search']['kind'];

/** Kinds that are asked at an address. */
export type ServiceKind = Exclude<SearchKind, 'built-in' | 'transformers'>;

/** The service's own address and the name of a model it has, to begin with. */
export const services: Record<ServiceKind, { address: string; model: string }> = {
  openai: { address: 'https://api.openai.com/v1', model: 'text-embedding-3-small' },
  voyage: { address: 'https://api.voyageai.com/v1', model: 'voyage-3.5' },
  ollama: { address: 'http://127.0.0.1:11434', model: 'nomic-embed-text' },
};

export function isService(kind: SearchKind): kind is ServiceKind {
  return kind in services;
}

/** Whose address it is; null = it is none yet. */
export function hostOf(address: string): string | null {
  const url = URL.parse(address.trim());
  return url !== null && /^https?:$/.test(url.protocol) ? url.host : null;
}

/** True when what is sent there does not leave this computer, as the engine judges it. */
export function staysHere(address: string): boolean {
  const name = URL.parse(address.trim())?.hostname ?? '';
  return name === 'localhost' || name === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(name);
}
