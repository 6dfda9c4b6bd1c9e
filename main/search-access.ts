/** How memory is found by likeness, and which key goes to which address: from the environment or from Settings, a pair never mixed. */
import path from 'node:path';
import type { SearchInput, SearchWish } from '../agents/contract.ts';
import type { SearchChoice, SearchModel } from '../agents/index.ts';
import { isWebAddress, type GivenAccess } from './config.ts';
import { isSecret, sameAddress } from './model-access.ts';
import type { Secrets } from './secrets.ts';
import { builtInSearch, type Settings } from './settings-file.ts';

export interface SearchFacts {
  choice: SearchChoice;
  privateMayLeave: boolean;
  keySource: 'environment' | 'settings' | null;
  /** The only address there is, when the environment gives one. */
  givenEndpoint: string | null;
  /** What of the environment cannot be used, in a sentence; null = nothing. */
  problem: string | null;
}

/** Keeps and answers what was chosen. */
export interface SearchAccess {
  /** Where a model on disk and its library are looked for. */
  readonly transformersFolder: string;
  current(): SearchFacts;
  /** What a check would ask: a key left out is the one set, but only for the address it was set for. */
  candidate(input: SearchInput): SearchModel;
  /** Keeps a choice; one without an address keeps no key. Resolves to a sentence when nothing was kept, else null. */
  save(wish: SearchWish): Promise<string | null>;
  /** Every secret in use, for those who must leave them out. */
  secrets(): string[];
}

export interface SearchAccessPorts {
  /** Absolute: the data folder. */
  folder: string;
  settings: Settings;
  environment: GivenAccess | undefined;
  secrets: Secrets;
}

/** @throws AppError `config.invalid` when the secret cannot be read */
export async function openSearchAccess(ports: SearchAccessPorts): Promise<SearchAccess> {
  const { folder, settings, secrets } = ports;
  const given = readGiven(ports.environment);
  const transformersFolder = path.join(folder, 'transformers');
  let kept = await secrets.load('search');

  const keyFor = (endpoint: string): string | null => {
    if (given.pair) return sameAddress(given.pair.endpoint, endpoint) ? given.pair.key : null;
    return sameAddress(settings.current().search.keyFor ?? '', endpoint) ? kept : null;
  };
  const forget = async (): Promise<void> => {
    await secrets.save('search', null);
    kept = null;
  };

  return {
    transformersFolder,
    current() {
      const { kind, model, dim, maxTokens, privateMayLeave, ...stored } = settings.current().search;
      const givenEndpoint = given.pair?.endpoint ?? null;
      const facts = { privateMayLeave, keySource: null, givenEndpoint, problem: given.problem };
      if (kind === 'built-in' || model === null || dim === null) return { ...facts, choice: { kind: 'built-in' } };
      const endpoint = givenEndpoint ?? stored.endpoint;
      const shared = { model, dim, maxTokens };
      if (kind === 'transformers') return { ...facts, choice: { ...shared, kind, folder: transformersFolder } };
      if (endpoint === null) return { ...facts, choice: { kind: 'built-in' } };
      const key = keyFor(endpoint);
      const keySource = given.pair ? 'environment' : key === null ? null : 'settings';
      return { ...facts, keySource, choice: { ...shared, kind, endpoint, key } };
    },
    candidate(input) {
      if (input.kind === 'transformers') return { ...input, folder: transformersFolder };
      return { ...input, key: input.key ?? keyFor(input.endpoint) };
    },
    async save(wish) {
      const before = settings.current().search;
      if (wish.kind === 'built-in' || wish.kind === 'transformers') {
        const { maxTokens } = before;
        settings.change({ search: { ...builtInSearch, maxTokens, ...wish } });
        await forget();
        return null;
      }
      const { key, ...rest } = wish;
      if (given.pair && (key !== null || !sameAddress(given.pair.endpoint, wish.endpoint)))
        return 'The key and the address come from the environment that started Muster, so nothing was kept. Unset MUSTER_SEARCH_KEY and MUSTER_SEARCH_URL and start again to set them here.';
      if (key === null) {
        settings.change({ search: { ...before, ...rest } });
        return null;
      }
      // A kill in between must not leave the old key beside the new address, nor the new one beside the old.
      await forget();
      settings.change({ search: { ...before, ...rest, keyFor: wish.endpoint } });
      if (await secrets.save('search', key)) {
        kept = key;
        return null;
      }
      settings.change({ search: { ...before, keyFor: null } });
      return 'This computer has no key store that really encrypts, so nothing was kept. Start Muster with MUSTER_SEARCH_KEY and MUSTER_SEARCH_URL set instead.';
    },
    secrets: () => [ports.environment?.key ?? null, kept].filter(isSecret),
  };
}

/** What the environment gives, when it can be used. A key without an address is sent nowhere: it does not say whose it is. */
function readGiven({ key, endpoint }: GivenAccess = { key: null, endpoint: null }): {
  pair: { key: string | null; endpoint: string } | null;
  problem: string | null;
} {
  if (endpoint === null) {
    const problem =
      'MUSTER_SEARCH_KEY is set without MUSTER_SEARCH_URL, so it is sent nowhere. Set both to the service it belongs to, or unset it.';
    return { pair: null, problem: key === null ? null : problem };
  }
  if (isWebAddress(endpoint)) return { pair: { key, endpoint }, problem: null };
  const problem = `MUSTER_SEARCH_URL is not a web address: “${endpoint}”. Give one such as http://127.0.0.1:11434, or unset it.`;
  return { pair: null, problem };
}
