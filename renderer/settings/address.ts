/** The address as it stands in the field: empty for Anthropic's own. Pure. */
export function addressOf(endpoint: string): string {
  return /^https:\/\/api\.anthropic\.com\/?$/i.test(endpoint) ? '' : endpoint;
}
