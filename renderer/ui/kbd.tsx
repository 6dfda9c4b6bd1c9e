import { shownKeys } from './keys.ts';

/** Shows a shortcut as keys: `mod+k`, `g b`, `shift+Enter`. Hidden from readers: the control names its keys itself. */
export function Kbd({ keys, onAccent }: { keys: string; onAccent?: boolean }) {
  return (
    <kbd
      aria-hidden
      dir="ltr"
      className={`inline-grid h-4.5 min-w-4.5 place-items-center rounded-control border px-1 font-sans text-meta font-normal tabular-nums ${
        onAccent ? 'border-current' : 'border-hairline text-text-faint'
      }`}
    >
      {shownKeys(keys)}
    </kbd>
  );
}
