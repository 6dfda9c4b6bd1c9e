import { useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import type { SearchInput, SearchWish, Setup } from '../../agents/contract.ts';
import { useActions } from '../store/use-app.ts';
import { useAnnounce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Checkbox, Field, Select } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { hostOf, isService, services, staysHere, type SearchKind } from './search.ts';
import { useSetupRefresh } from './use-change.ts';

type Outcome = { state: 'idle' } | { state: 'checking' } | { state: 'kept' | 'refused'; text: string };

/**
 * The choice of a search by likeness. What has a model is tried with one small real request, which also finds out how long its
 * vectors are, and is kept only when it works.
 */
export function SearchForm({ search, keyStore }: { search: Setup['search']; keyStore: Setup['model']['keyStore'] }) {
  const { t } = useLingui();
  const actions = useActions();
  const announce = useAnnounce();
  const refresh = useSetupRefresh();
  const [kind, setKind] = useState<SearchKind>(search.kind);
  const [address, setAddress] = useState(search.endpoint ?? '');
  const [model, setModel] = useState(search.model ?? '');
  const [key, setKey] = useState('');
  const [privateMayLeave, setPrivateMayLeave] = useState(search.privateMayLeave);
  const [outcome, setOutcome] = useState<Outcome>({ state: 'idle' });
  const round = useRef(0);

  const kinds: { value: SearchKind; label: string }[] = [
    { value: 'built-in', label: t`The built-in search` },
    { value: 'openai', label: t`A service that speaks as OpenAI does` },
    { value: 'voyage', label: t`A service that speaks as Voyage does` },
    { value: 'ollama', label: t`Ollama` },
    { value: 'transformers', label: t`transformers.js, installed by you` },
  ];
  const typed = <T,>(set: (value: T) => void) => {
    return (value: T): void => {
      set(value);
      round.current += 1;
      setOutcome({ state: 'idle' });
    };
  };
  const choose = typed((next: SearchKind) => {
    const isNow = next === search.kind;
    setKind(next);
    setModel(isNow ? (search.model ?? '') : '');
    setKey('');
    setAddress(isNow ? (search.endpoint ?? '') : isService(next) ? services[next].address : '');
    setPrivateMayLeave(isNow && search.privateMayLeave);
  });

  const { givenEndpoint: given, keyHint } = search;
  const endpoint = given ?? address.trim();
  const host = hostOf(endpoint);
  const wrongAddress =
    isService(kind) && endpoint !== '' && host === null
      ? t`Write a web address, such as http://127.0.0.1:11434.`
      : null;
  const inputOf = (secret: string): SearchInput | null => {
    if (kind === 'built-in' || model.trim() === '') return null;
    if (kind === 'transformers') return { kind, model: model.trim() };
    return host === null ? null : { kind, endpoint, model: model.trim(), key: secret.trim() || null };
  };

  const keep = async (wish: SearchWish, text: string) => {
    const reply = await actions.ask((engine) => engine.host.saveSearch(wish));
    const answer = reply.ok ? reply.value : reply;
    if (!answer.ok) return setOutcome({ state: 'refused', text: answer.error.message });
    setKey('');
    await refresh();
    setOutcome({ state: 'kept', text });
    announce(text);
  };
  const tryIt = async (secret: string) => {
    const input = inputOf(secret);
    if (input === null) return;
    round.current += 1;
    const own = round.current;
    setOutcome({ state: 'checking' });
    const reply = await actions.ask((engine) => engine.host.checkSearch(input));
    // Something else was typed or pasted while this was tried.
    if (own !== round.current) return;
    if (!reply.ok) return setOutcome({ state: 'refused', text: reply.error.message });
    if (!reply.value.ok) {
      const { message } = reply.value;
      return setOutcome({ state: 'refused', text: t`${message} It was not kept.` });
    }
    const { dim } = reply.value;
    const wish = input.kind === 'transformers' ? { ...input, dim } : { ...input, dim, privateMayLeave };
    await keep(wish, t`It answers, with ${dim} numbers for a sentence, and is kept.`);
  };
  const canTry = inputOf(key) !== null && outcome.state !== 'checking';

  return (
    <form
      className="flex max-w-120 flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (kind === 'built-in') void keep({ kind }, t`The built-in search is kept.`);
        else if (canTry) void tryIt(key);
      }}
    >
      <Select
        label={t`Likeness comes from`}
        options={kinds}
        value={kind}
        onChange={(event) => {
          const next = kinds.find(({ value }) => value === event.target.value);
          if (next) choose(next.value);
        }}
      />
      {kind === 'transformers' && <Installing folder={search.transformersFolder} />}
      {isService(kind) &&
        (given === null ? (
          <Field
            label={t`Address`}
            type="url"
            spellCheck={false}
            error={wrongAddress}
            value={address}
            onChange={(event) => typed(setAddress)(event.target.value)}
          />
        ) : (
          <p className="flex items-start gap-2">
            <Icon name="key" className="mt-0.5 text-text-faint" />
            <span className="min-w-0 wrap-anywhere">
              {t`The address ${given} and its key come from the environment that started Muster. To set them here, start Muster without MUSTER_SEARCH_URL and MUSTER_SEARCH_KEY.`}
            </span>
          </p>
        ))}
      {kind !== 'built-in' && (
        <Field
          label={t`Model`}
          spellCheck={false}
          maxLength={120}
          placeholder={isService(kind) ? services[kind].model : 'Xenova/all-MiniLM-L6-v2'}
          hint={t`A model that turns text into numbers, by the name it has there.`}
          value={model}
          onChange={(event) => typed(setModel)(event.target.value)}
        />
      )}
      {isService(kind) && given === null && (
        <Field
          label={t`Key`}
          type="password"
          autoComplete="off"
          spellCheck={false}
          hint={
            keyHint && endpoint === search.endpoint
              ? t`The key ending in ${keyHint} is set. Paste another one to replace it.`
              : keyStore === 'system'
                ? t`Empty when the address asks for none. It is kept in this computer’s key store and sent only to the address above.`
                : t`Empty when the address asks for none. It is kept in a file only you can read, not encrypted, and sent only to the address above.`
          }
          value={key}
          onChange={(event) => typed(setKey)(event.target.value)}
          onPaste={(event) => {
            const pasted = event.clipboardData.getData('text').trim();
            if (!pasted || inputOf(pasted) === null) return;
            event.preventDefault();
            setKey(pasted);
            void tryIt(pasted);
          }}
        />
      )}
      {isService(kind) && host !== null && (
        <Leaving
          host={staysHere(endpoint) ? null : host}
          privateMayLeave={privateMayLeave}
          onPrivate={typed(setPrivateMayLeave)}
        />
      )}
      {/* What was kept and fails since says so above. */}
      <Said outcome={outcome.state === 'kept' && search.problem ? { state: 'idle' } : outcome} />
      {(kind !== 'built-in' || search.kind !== 'built-in') && (
        <div>
          <Button type="submit" icon="search" disabled={kind !== 'built-in' && !canTry}>
            {outcome.state === 'checking'
              ? t`Checking…`
              : kind === 'built-in'
                ? t`Use the built-in search`
                : t`Check and keep`}
          </Button>
        </div>
      )}
    </form>
  );
}

/** What is sent where. `host` null = to nobody else. */
function Leaving({
  host,
  privateMayLeave,
  onPrivate,
}: {
  host: string | null;
  privateMayLeave: boolean;
  onPrivate: (on: boolean) => void;
}) {
  const { t } = useLingui();
  if (host === null)
    return <p className="text-text-muted">{t`This address is on this computer: nothing leaves it.`}</p>;
  return (
    <>
      <p className="wrap-anywhere">
        {t`What the team knows is sent to ${host}, sentence by sentence, and so is what tasks ask of it.`}
      </p>
      <Checkbox
        label={t`Send private sentences too`}
        hint={t`Off: what came from your files or is confidential, and what you look for yourself, stays on this computer and is found by its words alone.`}
        checked={privateMayLeave}
        onChange={onPrivate}
      />
    </>
  );
}

/** Muster brings no model and fetches none. */
function Installing({ folder }: { folder: string }) {
  const { t } = useLingui();
  return (
    <div className="flex flex-col gap-2">
      <p>{t`The model runs in Muster itself; nothing leaves this computer. Muster fetches nothing: install the library with this line, and put the model’s folder below “models” there.`}</p>
      <pre className="rounded-control border border-hairline bg-sunken p-2 font-mono text-meta whitespace-pre-wrap wrap-anywhere">
        {`npm install --prefix "${folder}" @huggingface/transformers`}
      </pre>
    </div>
  );
}

function Said({ outcome }: { outcome: Outcome }) {
  const { t } = useLingui();
  const { state } = outcome;
  const text = state === 'checking' ? t`Asking with one small request…` : 'text' in outcome ? outcome.text : null;
  return (
    <div role={state === 'refused' ? 'alert' : 'status'} className={text ? undefined : 'sr-only'}>
      {text && (
        <p className={state === 'refused' ? 'flex items-start gap-2 text-failed' : 'flex items-start gap-2'}>
          <Icon name={state === 'kept' ? 'done' : state === 'refused' ? 'warning' : 'clock'} className="mt-0.5" />
          <span className="min-w-0 wrap-anywhere">{text}</span>
        </p>
      )}
    </div>
  );
}
