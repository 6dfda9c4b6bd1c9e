/** Saves a text as a file in the person's downloads. */
export function downloadText({ name, text }: { name: string; text: string }): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the address by the next task; keeping it would hold the text in memory.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
