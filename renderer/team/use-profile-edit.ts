import { useState } from 'react';
import type { Profile, TeammateState } from '../../agents/domain/teammate.ts';
import { useDraft } from '../store/use-draft.ts';
import { useActions } from '../store/use-app.ts';

/** The fields of a form over a profile, as text. */
export type Fields = Readonly<Record<string, string>>;

export interface ProfileEdit<F extends Fields> {
  /** What was typed, or what the version in use says. */
  values: F;
  /** What the person writes about the change. */
  note: string;
  isChanged: boolean;
  /** The version that has changed the same fields since the person began; null = none has. */
  newer: number | null;
  /** Why the last save was not taken; null = it was, or there was none. */
  refusal: string | null;
  change(patch: Partial<F>): void;
  setNote(note: string): void;
  /** Goes on from the newest version with the text as it was typed. */
  adopt(): void;
  discard(): void;
  /** Saves as the next version; true = it was taken. A refusal keeps all that was typed. */
  save(patch: Partial<Profile>, note?: string): Promise<boolean>;
}

/**
 * Edits some fields of a profile. What is typed outlives the screen, and knows what the version it began at said:
 * a version that left these fields alone is no reason to refuse, one that changed them is for the person to look at.
 */
export function useProfileEdit<F extends Fields>(teammate: TeammateState, part: string, current: F): ProfileEdit<F> {
  const actions = useActions();
  const [refusal, setRefusal] = useState<string | null>(null);
  const { draft, change, clear } = useDraft<Record<string, string>>(`profile/${part}/${teammate.id}`, { from: '' });
  const names = Object.keys(current);
  const hasBegun = draft['from'] !== '';
  const textOf = (name: string) => (hasBegun ? (draft[name] ?? current[name] ?? '') : (current[name] ?? ''));
  const values: F = { ...current, ...Object.fromEntries(names.map((name) => [name, textOf(name)])) };
  const began = Number(draft['from']);
  const wasTouched = names.some((name) => draft[`base.${name}`] !== current[name]);
  const newer = hasBegun && began !== teammate.profileVersion && wasTouched ? teammate.profileVersion : null;
  const base = () => ({
    from: String(teammate.profileVersion),
    ...Object.fromEntries(names.map((name) => [`base.${name}`, current[name] ?? ''])),
  });

  const discard = () => {
    setRefusal(null);
    change({ from: '', note: '' });
    clear();
  };
  return {
    values,
    note: draft['note'] ?? '',
    isChanged: hasBegun && names.some((name) => values[name] !== current[name]),
    newer,
    refusal,
    change: (patch) => change({ ...(hasBegun ? {} : { ...base(), ...current }), ...patch }),
    setNote: (note) => change({ note }),
    adopt: () => {
      setRefusal(null);
      change(base());
    },
    discard,
    async save(patch, note) {
      setRefusal(null);
      const reply = await actions.dispatch(
        {
          type: 'teammate.revise',
          teammateId: teammate.id,
          fromVersion: newer === null ? teammate.profileVersion : began,
          profile: { ...teammate.profile, ...patch },
          note: note ?? (draft['note'] ?? '').trim(),
        },
        { quiet: true },
      );
      if (reply.ok) discard();
      else setRefusal(reply.error.message);
      return reply.ok;
    },
  };
}
