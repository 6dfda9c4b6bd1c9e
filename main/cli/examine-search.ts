/** What the doctor says of the search by likeness: what is chosen, and whether it answers. */
import { checkSearch, type SearchModel } from '../../agents/index.ts';
import type { GivenAccess } from '../config.ts';
import { sentenceFor } from '../host.ts';
import { keyHint } from '../model-access.ts';
import { openSearchAccess, type SearchFacts } from '../search-access.ts';
import type { Secrets } from '../secrets.ts';
import { openSettings } from '../settings-file.ts';
import type { Finding } from './doctor.ts';

const fix =
  'Until it is mended, memories are found by their words alone. Choose anew in Settings, or take the built-in search.';

/** Contract: asks what is chosen for one vector and changes nothing. */
export async function examineSearch(
  folder: string,
  environment: GivenAccess | undefined,
  secrets: Secrets,
): Promise<Finding> {
  const finding = { name: 'Search by likeness', state: 'ok', what: '', fix: '' } as const;
  try {
    const settings = openSettings(folder);
    const access = await openSearchAccess({ folder, settings, environment, secrets });
    const { choice, keySource, problem } = access.current();
    if (problem !== null) return { ...finding, state: 'missing', what: problem };
    if (choice.kind === 'built-in') return { ...finding, what: 'Built in: no network, nothing to download.' };
    const what = wordsFor(choice, keySource);
    if ('key' in choice && choice.key === null && settings.current().search.keyFor === choice.endpoint)
      return { ...finding, what: `${what}. Its key is in the desktop app’s key store, so it was not asked.` };
    const check = await checkSearch(choice, new AbortController().signal);
    if (!check.ok) return { ...finding, state: 'missing', what: `${what}: ${check.message}`, fix };
    if (check.dim === choice.dim) return { ...finding, what: `${what}: it answers.` };
    const other = `its vectors have ${check.dim} numbers now, not ${choice.dim}.`;
    return { ...finding, state: 'missing', what: `${what}: ${other}`, fix };
  } catch (error) {
    return { ...finding, state: 'broken', what: sentenceFor(error) };
  }
}

function wordsFor(choice: SearchModel, keySource: SearchFacts['keySource']): string {
  if (choice.kind === 'transformers') return `${choice.model} from ${choice.folder}`;
  const hint = keyHint(choice.key);
  const from = keySource === 'environment' ? 'the environment' : 'Settings';
  return `${choice.model} at ${choice.endpoint}${hint === null ? '' : `, key ending in ${hint} from ${from}`}`;
}
