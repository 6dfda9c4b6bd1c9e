import { Icon } from '../ui/icon.tsx';

/** Why a decision was not taken, said at once to screen readers; empty while nothing was refused. */
export function RefusalLine({ text }: { text: string | null }) {
  return (
    <div role="alert" className={text ? 'flex items-start gap-2 text-failed' : 'sr-only'}>
      {text && (
        <>
          <Icon name="warning" className="mt-0.5" />
          <span>{text}</span>
        </>
      )}
    </div>
  );
}
