/** Focuses the sentence at a place from 0. A virtual list mounts it a frame or two later, and heads may have come in before it. */
export function focusRow(list: HTMLElement | null, at: number, frames = 20): void {
  const row = list?.querySelector<HTMLElement>(`[data-row][aria-rowindex="${at + 2}"]`);
  row?.focus();
  if (row && document.activeElement === row) return;
  if (frames > 0) requestAnimationFrame(() => focusRow(list, at, frames - 1));
}

/** Focuses a sentence's line wherever it stands now. */
export function focusMemory(memoryId: string): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-memory="${CSS.escape(memoryId)}"]`)?.focus());
}
