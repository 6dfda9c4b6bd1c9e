/** Which key goes to which address: from the environment that started Muster, else from Settings. A pair is never mixed. */
import { anthropicEndpoint, AppError } from '../agents/index.ts';
import { isWebAddress, type Environment } from './config.ts';
import type { Secrets } from './secrets.ts';
import type { Settings } from './settings-file.ts';

/** A key and the only address it may be sent to. */
export interface Access {
  /** null = no key; fine for endpoints that ask for none. */
  key: string | null;
  endpoint: string;
}

export interface AccessFacts extends Access {
  source: 'environment' | 'settings' | null;
  /** True when a key or an address of the person's own is set. */
  isLive: boolean;
}

/** Keeps and answers which key and address are in force. */
export interface ModelAccess {
  current(): AccessFacts;
  /** What a check would use: a key left out is the one set, but only for the address it was set for. */
  candidate(input: { key: string | null; endpoint: string | null }): Access;
  /**
   * Keeps a pair. `key: null` = the kept one stays; `endpoint: null` = Anthropic's own; `forget` drops both.
   * Resolves to a sentence when nothing was kept, else null.
   */
  save(input: { key: string | null; endpoint: string | null; forget: boolean }): Promise<string | null>;
  /** Every secret in use, for those who must leave them out. */
  secrets(): string[];
}

/** @throws AppError `config.invalid` when the secret cannot be read, or the environment's address is none */
export async function openModelAccess(
  settings: Settings,
  environment: Environment,
  secrets: Secrets,
): Promise<ModelAccess> {
  if (environment.endpoint !== null && !isWebAddress(environment.endpoint))
    throw new AppError(
      'config.invalid',
      `ANTHROPIC_BASE_URL is not a web address: “${environment.endpoint}”. Nothing was started. Give one such as http://127.0.0.1:8080, or unset the variable.`,
    );
  let kept = await secrets.load('model');
  const fromEnvironment = environment.key !== null || environment.endpoint !== null;

  const current = (): AccessFacts => {
    if (fromEnvironment)
      return {
        key: environment.key,
        endpoint: environment.endpoint ?? anthropicEndpoint,
        source: 'environment',
        isLive: true,
      };
    const { endpoint, keyFor } = settings.current();
    const key = keyFor === endpoint ? kept : null;
    const isLive = key !== null || endpoint !== null;
    return { key, endpoint: endpoint ?? anthropicEndpoint, source: key === null ? null : 'settings', isLive };
  };

  return {
    current,
    candidate({ key, endpoint }) {
      const wanted = endpoint ?? anthropicEndpoint;
      const now = current();
      return { key: key || (sameAddress(now.endpoint, wanted) ? now.key : null), endpoint: wanted };
    },
    async save({ key, endpoint, forget }) {
      if (forget) {
        await secrets.save('model', null);
        kept = null;
        settings.change({ endpoint: null, keyFor: null });
        return null;
      }
      if (fromEnvironment)
        return 'The key and the address come from the environment that started Muster, so nothing was kept. Unset ANTHROPIC_API_KEY and ANTHROPIC_BASE_URL and start again to use Settings.';
      if (endpoint !== null && !isWebAddress(endpoint)) return 'This is not a web address, so nothing was kept.';
      if (key) {
        // A kill in between must not leave the old key beside the new address.
        if (settings.current().keyFor !== endpoint) await secrets.save('model', null);
        settings.change({ endpoint, keyFor: endpoint });
        if (!(await secrets.save('model', key)))
          return 'This computer has no key store that really encrypts, so the key was not kept. Start Muster with ANTHROPIC_API_KEY set instead.';
        kept = key;
        return null;
      }
      settings.change({ endpoint });
      return null;
    },
    secrets: () => [environment.key, kept].filter(isSecret),
  };
}

/** A shorter text is no key, and would be found in every line. */
export function isSecret(text: string | null): text is string {
  return text !== null && text.length >= 8;
}

export function sameAddress(one: string, other: string): boolean {
  return URL.parse(one)?.href === URL.parse(other)?.href;
}

/** The last four characters of a key, for recognition; null for none and for one too short to show any of. */
export function keyHint(key: string | null): string | null {
  return key !== null && key.length >= 12 ? key.slice(-4) : null;
}
