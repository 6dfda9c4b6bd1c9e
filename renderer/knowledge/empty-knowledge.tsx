import { useLingui } from '@lingui/react/macro';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import type { TeachStart } from './taught.ts';

/** Before the team knows anything: three sentences to begin with. */
export function EmptyKnowledge({ teach }: { teach: (start: TeachStart) => void }) {
  const { t } = useLingui();
  const prompts: { label: string; start: TeachStart }[] = [
    {
      label: t`Who signs what`,
      start: { subject: t`How we work`, text: t`Everything above $5,000 is signed by `, kind: 'fact' },
    },
    {
      label: t`How we like our reports`,
      start: {
        subject: t`How we work`,
        text: t`Reports are one page, and numbers come before words.`,
        kind: 'preference',
      },
    },
    {
      label: t`What a customer wants`,
      start: { subject: t`A customer`, text: t`Delivery notes come with every order.`, kind: 'fact' },
    },
  ];
  return (
    <div className="px-4">
      <EmptyState
        title={t`The team knows nothing yet.`}
        hint={t`What teammates learn at work stands here, with its source. You can also tell them.`}
      />
      <ul aria-label={t`To begin with`} className="flex flex-wrap gap-2">
        {prompts.map(({ label, start }) => (
          <li key={label}>
            <Button icon="plus" onClick={() => teach(start)}>
              {label}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
