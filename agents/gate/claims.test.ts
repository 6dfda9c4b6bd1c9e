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

describe('a verb on no list, a state and another’s answer are claims as well', () => {
  test.each([
    'I rolled back the release.',
    'As the first hotel was full, I took a double room.',
    'We haggled and took the second one.',
    'I had the deed stamped.',
    'Swapped the old logo for the new one.',
    'Campaign paused, as you wanted.',
    'Access has been granted to both interns.',
    'The leak is plugged.',
    'The subject line was tweaked.',
    'All set: the caterer knows.',
    'Your claim is with the insurer now.',
    'I brought Priya in and she signed off on it.',
    'Mr Ito is fine with Monday.',
    'The bank froze the card at my request.',
    'Legal has cleared the wording.',
  ])('%s', (text) => {
    expect(found(text)).toContain(null);
  });

  test.each([
    'I took the rate from the file.',
    'I was asked for three options and give four.',
    'The server was moved twice.',
    'The tenant turned off the heating and left.',
    'Tickets closed within a day: 31.',
    'No one has seen it.',
    'If Mr Ito is fine with Monday, the room is booked.',
    'The heating works again, the caretaker writes.',
    'The insurer has accepted liability in its letter.',
    'The key point is settled by clause 4.',
  ])('not: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  test('not in a document, where we is the firm and things stand as the files tell', () => {
    expect(found('', [], ['We rolled back the release. Legal has cleared it. The leak is plugged.'])).toEqual([]);
    expect(found('', [], ['I rolled back the release.'])).toEqual([null]);
  });

  test('a step that reaches outside bears it out, and so does the change of a file that was there', () => {
    const text = 'I swapped the logo across the site.';
    expect(found(text, [step('write_file', 'report.md')])).toEqual([null]);
    expect(found(text, [step('run_command', 'swap')])).toHaveLength(1);
    expect(found(text, [step('run_command', 'swap')])).not.toContain(null);
    expect(found(text, [step('write_file', 'home.html', 'hash')])).not.toContain(null);
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
