import { useLingui } from '@lingui/react/macro';
import type { ReactNode, Ref } from 'react';
import { IconButton } from '../ui/button.tsx';

/** Above every item: since when it waits, the way to the others, and in one sentence what is asked. */
export function ItemHead({
  ask,
  heading,
  waiting,
  onMove,
}: {
  ask: string;
  heading: Ref<HTMLHeadingElement>;
  waiting: ReactNode;
  /** null = there is no other item. */
  onMove: ((step: 1 | -1) => void) | null;
}) {
  const { t } = useLingui();
  return (
    <>
      <div className="flex min-h-6 items-center gap-2">
        {waiting}
        <span className="flex-1" />
        {onMove && (
          <>
            <IconButton small icon="left" label={t`Item before`} keys="k" onClick={() => onMove(-1)} />
            <IconButton small icon="right" label={t`Next item`} keys="j" onClick={() => onMove(1)} />
          </>
        )}
      </div>
      <h2 ref={heading} tabIndex={-1} className="text-page font-semibold wrap-anywhere">
        {ask}
      </h2>
    </>
  );
}
