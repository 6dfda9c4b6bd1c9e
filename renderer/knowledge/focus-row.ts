/** Focuses a line of a virtual list, which mounts it a frame or two after scrolling to it. */
export function focusRow(list: HTMLElement | null, index: number, frames = 20): void {
  const row = list?.querySelector<HTMLElement>(`[data-row="${index}"]`);
  row?.focus();
  if (row && document.activeElement === row) return;
  if (frames > 0) requestAnimationFrame(() => focusRow(list, index, frames - 1));
}

/** Focuses a sentence's line wherever it stands now. */
export function focusMemory(memoryId: string): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-memory="${CSS.escape(memoryId)}"]`)?.focus());
}
