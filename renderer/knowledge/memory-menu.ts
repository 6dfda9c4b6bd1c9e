/** All that can be done with one sentence, as menu items with their keys. */
import { t } from '@lingui/core/macro';
import type { MemoryView } from '../../agents/domain/memory-views.ts';
import type { MenuItem } from '../ui/menu.tsx';
import { isInUse } from './memory-words.ts';
import type { MemoryActs } from './use-memory-acts.ts';

export interface MenuHands {
  acts: MemoryActs;
  open: (memory: MemoryView) => void;
  select: (memoryId: string) => void;
  /** True while the sentence stands in the list: only then can it be selected. */
  isListed: boolean;
  erase: () => void;
}

export function memoryMenu(memory: MemoryView, { acts, open, select, isListed, erase }: MenuHands): MenuItem[][] {
  const canKeep = isInUse(memory) || memory.status === 'quarantined' || memory.status === 'faded';
  const keep: MenuItem[] = canKeep
    ? [{ id: 'verify', label: t`Verify: it is right`, icon: 'check', keys: 'v', run: () => void acts.keep(memory) }]
    : [];
  const pick: MenuItem[] = isListed
    ? [
        {
          id: 'select',
          label: t`Select, to merge or erase several`,
          icon: 'planning',
          keys: 'x',
          run: () => select(memory.id),
        },
      ]
    : [];
  return [
    [
      { id: 'why', label: t`Why used, and where it is from`, icon: 'info', keys: 'w', run: () => open(memory) },
      ...keep,
      ...pick,
      { id: 'copy', label: t`Copy the sentence`, icon: 'copy', run: () => void acts.copy(memory) },
    ],
    [{ id: 'erase', label: t`Erase for good…`, icon: 'trash', danger: true, run: erase }],
  ];
}
