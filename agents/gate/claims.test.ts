import { describe, expect, test } from 'vitest';
import { claimsOf, type Step } from './claims.ts';

const step = (tool: string, what: string, before: string | null = null): Step => ({
  callId: `${tool}/${what}`,
  tool,
  args: { what },
  summary: what,
  before,
});
const found = (text: string, steps: readonly Step[] = [], documents: readonly string[] = [], quotes = 0) =>
  claimsOf({ said: [text], documents, steps, quotes }).map(({ callId }) => callId);

describe('what was done is a claim', () => {
  test.each([
    'I sent the e-mail to Anna.',
    'The e-mail has been sent.',
    'E-mail sent to Anna.',
    'Sent the letter.',
    'I could not reach her, so I e-mailed her.',
    'I finished uploading the photos.',
    'All 12 tests pass.',
    'I let Anna know.',
    '- The table was booked',
  ])('%s', (text) => {
    expect(found(text)).toEqual([null]);
  });
});

describe('what is denied, planned, supposed, quoted or told of others is none', () => {
  test.each([
    'I did not send the e-mail.',
    'Nothing was sent, deleted or moved.',
    'I will send it once you agree.',
    'The letter is ready to be sent.',
    'Was the deposit paid?',
    'Anna sent the notice on 3 May.',
    'According to the ledger, the invoice was paid.',
    'The note says “I paid the plumber”.',
    'The paid invoices add up to 40.',
    '> I sent it.\n\n```\nI sent it.\n```\n\n# I sent it',
  ])('%s', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('a claim is borne out by the step that did it', () => {
  const lease = step('read_file', 'files/lease.md');
  const report = step('write_file', 'work/report.md');

  test('by its tool and the file it names', () => {
    expect(found('I read lease.md and saved report.md.', [lease, report])).toEqual([lease.callId, report.callId]);
    expect(found('I opened other.md.', [lease])).toEqual([null]);
    expect(found('Saved as other.md.', [report])).toEqual([null]);
  });

  test('each file that is said to be read was', () => {
    expect(found('I read lease.md and annex.md.', [lease])).toEqual([null]);
  });

  test('a new document bears out no change of something else', () => {
    expect(found('The address has been updated.', [report])).toEqual([null]);
    expect(found('I corrected the totals.', [report])).toEqual([report.callId]);
    expect(found('I updated the list of names.', [step('write_file', 'names.md', 'hash')])).toHaveLength(1);
  });

  test('another colleague’s word is not hers', () => {
    expect(found('I asked Tomás about it.', [step('ask_teammate', 'Maya')])).toEqual([null]);
    expect(found('I asked Maya about it.', [step('ask_teammate', 'Maya')])).toHaveLength(1);
  });

  test('quotes are counted', () => {
    expect(found('The brief holds 14 quotes.', [], [], 3)).toEqual([null]);
    expect(found('The brief holds 3 quotes.', [], [], 3)).toEqual([]);
  });
});

test('a document speaks of the world, and a letter in it for its sender', () => {
  expect(found('', [], ['The rent was paid. The landlord sent a notice.'])).toEqual([]);
  expect(found('', [], ['Dear Anna,\nI have paid the invoice.\nKind regards'])).toEqual([]);
  expect(found('', [], ['I have paid the invoice.'])).toEqual([null]);
});
