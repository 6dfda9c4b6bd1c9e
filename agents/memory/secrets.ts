/** Finds what must never be remembered: keys, passwords, card and account numbers. A pattern that fires too often only costs a memory. */

const patterns: readonly { what: string; pattern: RegExp }[] = [
  { what: 'a private key', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/ },
  { what: 'an API key', pattern: /\b(?:sk|pk|rk)[-_](?:live|test|ant|proj|api)[-_A-Za-z0-9]{12,}/ },
  { what: 'an API key', pattern: /\bsk-[A-Za-z0-9_-]{20,}/ },
  { what: 'an access key', pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/ },
  {
    what: 'an access token',
    pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,}|glpat-[A-Za-z0-9_-]{18,})/,
  },
  { what: 'an access token', pattern: /\bxox[abprs]-[A-Za-z0-9-]{10,}/ },
  { what: 'an access token', pattern: /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{8,}/ },
  { what: 'an access key', pattern: /\bAIza[A-Za-z0-9_-]{35}\b/ },
  {
    what: 'a password',
    pattern:
      /\b(?:password|passphrase|passwd|pwd|passcode|secret(?: key)?|api[ _-]?key|access[ _-]?token|pin(?: code)?)\b\s*(?:is|are|=|:|was)\s*["“'‘]?(?=\S*[\d!@#$%^&*_+-])\S{4,}/i,
  },
  { what: 'a password', pattern: /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:[^\s/@]{3,}@/i },
];

const cardLike = /\b(?:\d[ -]?){13,19}\b/g;
const ibanLike = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g;

/** What kind of secret a text holds, in words for a person; null = none was found. */
export function secretIn(text: string): string | null {
  const found = patterns.find(({ pattern }) => pattern.test(text));
  if (found) return found.what;
  if ((text.match(cardLike) ?? []).some((digits) => isCard(digits.replaceAll(/\D/g, '')))) return 'a card number';
  if ((text.match(ibanLike) ?? []).some((iban) => isIban(iban.replaceAll(' ', '')))) return 'an account number';
  return null;
}

/** The check digit of ISO/IEC 7812-1 (Luhn). */
function isCard(digits: string): boolean {
  if (digits.length < 13 || digits.length > 19 || /^(\d)\1+$/.test(digits)) return false;
  const sum = [...digits].toReversed().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** ISO 13616: moved round and read as a number, it leaves 1 when divided by 97. */
function isIban(iban: string): boolean {
  const digits = [...(iban.slice(4) + iban.slice(0, 4))].map((char) => Number.parseInt(char, 36)).join('');
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1;
}
