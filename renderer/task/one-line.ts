/**
 * The text on one line without Markdown marks, cut at `max` characters with an ellipsis. Pure.
 * `max`: what a row can show; the whole text stands where the row opens.
 */
export function oneLine(text: string, max = 200): string {
  const flat = text
    .slice(0, max * 4)
    .replaceAll(/```\w*/g, ' ')
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/\[\^[^\]]+\]:?/g, '')
    .replaceAll(/^\s*(?:#{1,6}|>|[-*+]|\d+\.)\s+/gm, '')
    .replaceAll(/(\*\*|__|`)(.+?)\1/g, '$2')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const chars = [...flat];
  return chars.length > max || text.length > max * 4 ? `${chars.slice(0, max).join('').trimEnd()}…` : flat;
}
