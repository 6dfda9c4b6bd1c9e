import { useLingui } from '@lingui/react/macro';
import { useApp, useSettings } from '../store/use-app.ts';
import { Select, Switch } from '../ui/field.tsx';
import { KeptField } from './kept-field.tsx';
import { KeyForm } from './key-form.tsx';
import { Section } from './section.tsx';
import { useChange } from './use-change.ts';

/** Which model works: practice or live, with which key, at which address. */
export function ModelPart() {
  const { t } = useLingui();
  const setup = useApp((state) => state.setup);
  const settings = useSettings();
  const change = useChange();
  const model = setup?.model ?? null;
  const isLive = model?.mode === 'live';
  const known = model?.knownModels ?? [];
  const isOther = !known.includes(settings.model);
  return (
    <Section title={t`Model`}>
      <p className="max-w-prose">
        {isLive && !settings.practice
          ? t`Live: new tasks use ${settings.model}.`
          : t`Practice: no AI; sentences are extracted, not written. It is free and works without a network.`}
        {isLive && settings.practice && ` ${t`A key is set and is not used while practice is on.`}`}
      </p>
      <div className="max-w-120">
        <Switch
          label={t`Practice for new tasks`}
          hint={
            isLive
              ? t`Off: new tasks use the model below.`
              : t`Without a key or an address of your own, practice is used in any case.`
          }
          checked={settings.practice || !isLive}
          disabled={!isLive}
          onChange={(practice) => void change({ practice })}
        />
      </div>
      {model && <KeyForm model={model} />}
      <div className="flex max-w-96 flex-col gap-4">
        <Select
          label={t`Model for new tasks`}
          options={[
            ...known.map((id) => ({ value: id, label: id })),
            { value: '', label: isOther ? t`Another: ${settings.model}` : t`Another…` },
          ]}
          value={isOther ? '' : settings.model}
          onChange={(event) => event.target.value && void change({ model: event.target.value })}
        />
        <KeptField
          label={t`Or any other model, by its name`}
          hint={t`For an address of your own, write the name it knows. A model without a known price is capped by amount of text, not by money.`}
          value={settings.model}
          read={(text) => {
            const name = text.trim();
            return name.length === 0 || name.length > 120
              ? { error: t`Write a name of at most 120 characters.` }
              : { value: name };
          }}
          keep={(name) => change({ model: name })}
        />
      </div>
    </Section>
  );
}
