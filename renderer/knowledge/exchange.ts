/** Files into the page: what the team knows, teammates. */

/** As many as the engine reads at once. */
const maxFileBytes = 5_000_000;

/** What a chosen file holds; `large` and `unreadable` say why there is nothing. */
export type ReadFile = { name: string; text: string } | { name: string; why: 'large' | 'unreadable' };

/** Lets the person choose a file and reads it; null = none was chosen. */
export async function chooseText(accept = '.md,.markdown,.txt,.json'): Promise<ReadFile | null> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = accept;
  const chosen = new Promise<File | null>((resolve) => {
    input.addEventListener('change', () => resolve(input.files?.[0] ?? null), { once: true });
    input.addEventListener('cancel', () => resolve(null), { once: true });
  });
  input.click();
  const file = await chosen;
  if (file === null) return null;
  const { name } = file;
  if (file.size > maxFileBytes) return { name, why: 'large' };
  try {
    return { name, text: await file.text() };
  } catch {
    return { name, why: 'unreadable' };
  }
}
