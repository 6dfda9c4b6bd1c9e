import { useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import type { KeyCheck, Setup } from '../../agents/contract.ts';
import { useActions, useSettings } from '../store/use-app.ts';
import { useAnnounce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { addressOf } from './address.ts';
import { useChange, useSetupRefresh } from './use-change.ts';

type Check =
  | { state: 'idle' }
  | { state: 'checking' }
  | { state: 'checked'; result: KeyCheck }
  | { state: 'kept'; text: string }
  | { state: 'refused'; text: string };

/**
 * Key and address of the model. A pasted key is tried at once with one small real request and is kept only when it works
 * (or when the person keeps it all the same); it never leaves this form but to the app itself.
 */
export function KeyForm({ model }: { model: Setup['model'] }) {
  const { t } = useLingui();
  const actions = useActions();
  const announce = useAnnounce();
  const settings = useSettings();
  const change = useChange();
  const refresh = useSetupRefresh();
  const [key, setKey] = useState('');
  const [address, setAddress] = useState(() => addressOf(model.endpoint));
  const [check, setCheck] = useState<Check>({ state: 'idle' });
  const round = useRef(0);

  if (model.keySource === 'environment') {
    return (
      <p className="flex max-w-prose items-start gap-2">
        <Icon name="key" className="mt-0.5 text-text-faint" />
        <span>
          {model.keyHint
            ? t`The key ending in ${model.keyHint} and the address ${model.endpoint} come from the environment that started Muster. To change them here, start Muster without ANTHROPIC_API_KEY and ANTHROPIC_BASE_URL.`
            : t`The address ${model.endpoint} comes from the environment that started Muster. To change it here, start Muster without ANTHROPIC_BASE_URL.`}
        </span>
      </p>
    );
  }

  const endpointOf = (text: string) => text.trim() || null;
  const wrongAddress =
    address.trim() !== '' && !/^https?:\/\/\S+$/i.test(address.trim())
      ? t`Write a web address, such as http://127.0.0.1:8080.`
      : null;

  const keep = async (typed: string) => {
    const reply = await actions.ask((engine) =>
      engine.host.saveKey({ key: typed || null, endpoint: endpointOf(address), forget: false }),
    );
    const answer = reply.ok ? reply.value : reply;
    if (!answer.ok) return setCheck({ state: 'refused', text: answer.error.message });
    setKey('');
    if (settings.practice) await change({ practice: false });
    await refresh();
    const text = t`The key works and is kept.`;
    setCheck({ state: 'kept', text: typed ? text : t`The address works and is kept.` });
    announce(text);
  };
  const tryKey = async (typed: string) => {
    if (wrongAddress) return;
    round.current += 1;
    const own = round.current;
    setCheck({ state: 'checking' });
    const reply = await actions.ask((engine) =>
      engine.host.checkKey({ key: typed || null, endpoint: endpointOf(address), model: settings.model }),
    );
    // A newer key was pasted while this one was tried.
    if (own !== round.current) return;
    if (!reply.ok) return setCheck({ state: 'refused', text: reply.error.message });
    if (!reply.value.ok) return setCheck({ state: 'checked', result: reply.value });
    await keep(typed);
  };
  const forget = async () => {
    const reply = await actions.ask((engine) => engine.host.saveKey({ key: null, endpoint: null, forget: true }));
    const answer = reply.ok ? reply.value : reply;
    if (!answer.ok) return setCheck({ state: 'refused', text: answer.error.message });
    setAddress('');
    await refresh();
    setCheck({ state: 'kept', text: t`The key and the address are forgotten. New tasks use practice.` });
  };
  const canTry = (key.trim() !== '' || endpointOf(address) !== null) && check.state !== 'checking' && !wrongAddress;

  return (
    <form
      className="flex max-w-120 flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (canTry) void tryKey(key.trim());
      }}
    >
      <Field
        label={t`Key`}
        type="password"
        autoComplete="off"
        spellCheck={false}
        hint={
          model.keyHint
            ? t`The key ending in ${model.keyHint} is set. Paste another one to replace it.`
            : model.keyStore === 'system'
              ? t`Paste a key: it is tried at once. It is kept in this computer’s key store and sent only to the address below.`
              : t`Paste a key: it is tried at once. It is kept in a file only you can read, not encrypted, and sent only to the address below.`
        }
        value={key}
        onChange={(event) => {
          setKey(event.target.value);
          setCheck({ state: 'idle' });
        }}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData('text').trim();
          if (!pasted) return;
          event.preventDefault();
          setKey(pasted);
          void tryKey(pasted);
        }}
      />
      <Field
        label={t`Address`}
        type="url"
        spellCheck={false}
        placeholder={t`Anthropic’s own`}
        hint={t`Any address that speaks the Anthropic Messages API, on this computer too. Empty means Anthropic’s own.`}
        error={wrongAddress}
        value={address}
        onChange={(event) => {
          setAddress(event.target.value);
          setCheck({ state: 'idle' });
        }}
      />
      <Outcome
        check={check}
        canKeep={key.trim() !== '' || endpointOf(address) !== null}
        onKeep={() => void keep(key.trim())}
        onPractice={() => void change({ practice: true })}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" icon="key" disabled={!canTry}>
          {check.state === 'checking' ? t`Trying…` : t`Try and keep`}
        </Button>
        {(model.keySource === 'settings' || model.mode === 'live') && (
          <Button kind="danger" onClick={() => void forget()}>{t`Forget the key`}</Button>
        )}
      </div>
    </form>
  );
}

function Outcome({
  check,
  canKeep,
  onKeep,
  onPractice,
}: {
  check: Check;
  canKeep: boolean;
  onKeep: () => void;
  onPractice: () => void;
}) {
  const { t } = useLingui();
  const failed = check.state === 'checked' && !check.result.ok ? check.result : null;
  const text =
    check.state === 'checking'
      ? t`Trying the key with one small request…`
      : check.state === 'kept' || check.state === 'refused'
        ? check.text
        : null;
  return (
    <div
      role={failed || check.state === 'refused' ? 'alert' : 'status'}
      className={text || failed ? 'flex flex-col gap-2' : 'sr-only'}
    >
      {text && (
        <p className={check.state === 'refused' ? 'flex items-start gap-2 text-failed' : 'flex items-start gap-2'}>
          <Icon
            name={check.state === 'kept' ? 'done' : check.state === 'refused' ? 'warning' : 'clock'}
            className="mt-0.5"
          />
          {text}
        </p>
      )}
      {failed && (
        <>
          <p className="flex items-start gap-2 text-failed">
            <Icon name="warning" className="mt-0.5" />
            <span className="min-w-0 wrap-anywhere">
              {failed.message} {t`It was not kept.`}
            </span>
          </p>
          <div className="flex flex-wrap gap-2">
            <Button small onClick={onPractice}>{t`Use practice for now`}</Button>
            {failed.code !== 'key' && canKeep && (
              <Button small kind="ghost" onClick={onKeep}>{t`Keep it all the same`}</Button>
            )}
          </div>
        </>
      )}
    </div>
  );
}
