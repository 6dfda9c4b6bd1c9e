import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Price } from '../../agents/domain/settings.ts';
import { useApp, useSettings } from '../store/use-app.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { priceFields, priceText, readPrice, showUsd, type PriceField, type PriceText } from './prices.ts';
import { Section } from './section.tsx';
import { useChange } from './use-change.ts';

/** The person's own prices beside the built-in ones. */
export function PricesPart() {
  const { t } = useLingui();
  const settings = useSettings();
  const change = useChange();
  const known = useApp((state) => state.setup?.model.knownModels ?? null);
  const [editing, setEditing] = useState<string | null>(null);
  const own = Object.entries(settings.prices).toSorted(([a], [b]) => a.localeCompare(b));
  const isUnknown = known !== null && !known.includes(settings.model) && !settings.prices[settings.model];
  const save = async (model: string, price: Price) => {
    if (await change({ prices: { ...settings.prices, [model]: price } })) setEditing(null);
  };
  const remove = (model: string) => {
    const { [model]: gone, ...rest } = settings.prices;
    if (gone) void change({ prices: rest });
  };
  const heads: Record<PriceField, string> = {
    input: t`Read`,
    output: t`Written`,
    cacheRead: t`Read again`,
    cacheWrite: t`Kept to read again`,
  };
  return (
    <Section
      title={t`Prices`}
      hint={t`US dollars per million tokens. Muster comes with the public prices of the models it knows; a price here takes their place.`}
    >
      {isUnknown && (
        <p className="max-w-prose">
          {t`The price of ${settings.model} is not known. Its tasks are capped by tokens instead of money until you enter one.`}
        </p>
      )}
      {own.length > 0 && (
        <div tabIndex={0} role="group" aria-label={t`Your prices`} className="thin-scroll overflow-auto">
          <table className="w-full border-collapse">
            <thead>
              <tr className="text-meta text-text-faint">
                <th scope="col" className="py-2 text-start font-normal">{t`Model`}</th>
                {priceFields.map((field) => (
                  <th key={field} scope="col" className="py-2 ps-3 text-end font-normal">
                    {heads[field]}
                  </th>
                ))}
                <th scope="col" className="w-20">
                  <span className="sr-only">{t`Acts`}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {own.map(([model, price]) => (
                <tr key={model} className="border-t border-hairline">
                  <th scope="row" className="h-10 text-start font-medium wrap-anywhere">
                    {model}
                  </th>
                  {priceFields.map((field) => (
                    <td key={field} className="ps-3 text-end tabular-nums">
                      {showUsd(price[field])}
                    </td>
                  ))}
                  <td className="text-end whitespace-nowrap">
                    <IconButton
                      small
                      icon="edit"
                      label={t`Change the price of ${model}`}
                      onClick={() => setEditing(model)}
                    />
                    <IconButton
                      small
                      icon="trash"
                      label={t`Remove the price of ${model}`}
                      onClick={() => remove(model)}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {editing === null ? (
        <div>
          <Button icon="plus" onClick={() => setEditing('')}>{t`Enter a price`}</Button>
        </div>
      ) : (
        <PriceForm
          key={editing}
          model={editing || (isUnknown ? settings.model : '')}
          price={settings.prices[editing] ?? null}
          heads={heads}
          onSave={(model, price) => void save(model, price)}
          onCancel={() => setEditing(null)}
        />
      )}
    </Section>
  );
}

function PriceForm({
  model: first,
  price,
  heads,
  onSave,
  onCancel,
}: {
  model: string;
  price: Price | null;
  heads: Record<PriceField, string>;
  onSave: (model: string, price: Price) => void;
  onCancel: () => void;
}) {
  const { t } = useLingui();
  const [model, setModel] = useState(first);
  const [text, setText] = useState<PriceText>(
    price ? priceText(price) : { input: '', output: '', cacheRead: '', cacheWrite: '' },
  );
  const [wrong, setWrong] = useState<readonly PriceField[]>([]);
  const [noName, setNoName] = useState(false);
  const save = () => {
    const read = readPrice(text);
    setWrong(read.wrong ?? []);
    setNoName(model.trim() === '');
    if (read.price && model.trim() !== '') onSave(model.trim(), read.price);
  };
  return (
    <form
      className="flex flex-col gap-3 rounded-card border border-hairline p-4"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onCancel();
      }}
    >
      <Field
        label={t`Model`}
        maxLength={120}
        readOnly={price !== null}
        error={noName ? t`Write the model’s name.` : null}
        value={model}
        onChange={(event) => setModel(event.target.value)}
      />
      <div className="grid grid-cols-2 gap-3">
        {priceFields.map((field) => (
          <Field
            key={field}
            label={heads[field]}
            inputMode="decimal"
            error={wrong.includes(field) ? t`Write US dollars per million tokens, such as 2.50.` : null}
            value={text[field]}
            onChange={(event) => setText({ ...text, [field]: event.target.value })}
          />
        ))}
      </div>
      <div className="flex gap-2">
        <Button type="submit">{t`Keep the price`}</Button>
        <Button kind="ghost" onClick={onCancel}>{t`Cancel`}</Button>
      </div>
    </form>
  );
}
