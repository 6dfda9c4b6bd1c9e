/** What is taken over from a selection or a message when a person says “remember”. Pure. */

const maxChars = 2_000;

/** Selected text as one sentence: line breaks and footnote marks of the page are none of it. */
export function sentenceOf(selected: string): string {
  return selected.replaceAll(/\s+/g, ' ').trim().slice(0, maxChars);
}

/** What a message asks to be remembered: “remember that Halden pays late” → “Halden pays late”; null = nothing. */
export function askedToRemember(message: string): string | null {
  const [, said = ''] = /^\s*(?:please\s+)?remember(?:\s+that|\s*:|,)?\s+(.+)$/is.exec(message) ?? [];
  const sentence = /^that$/i.test(said.trim()) ? '' : sentenceOf(said);
  return sentence.length < 3 ? null : sentence.charAt(0).toLocaleUpperCase() + sentence.slice(1);
}

/** What a sentence from a task is about, until the person says better: the task's title, short enough for a subject. */
export function subjectFrom(title: string): string {
  const whole = title.replace(/…$/, '').trim();
  if (whole.length <= 60) return whole;
  const cut = whole.slice(0, 60);
  return cut.slice(0, Math.max(20, cut.lastIndexOf(' '))).trim();
}
