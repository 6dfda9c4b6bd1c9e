/** The work of one run of the loop bench, as data: a small folder, ten turns with one call each, and what a teammate would say. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Turns of one run; the last one hands the result in, so that no request follows it. */
export const turnsPerRun = 10;

/** One turn as the scripted model takes it. */
interface SaidTurn {
  text: string;
  calls: { tool: string; args: unknown }[];
}

const documents = ['acme-contract', 'birch-contract', 'cedar-contract', 'notes-march', 'notes-april', 'renewals'];
const quote = 'The contract of Acme renews on 1 September unless notice is given 90 days before.';

/** Writes the folder the runs read: six documents of 2 to 12 KB, one of them large enough for the blob store. */
export function writeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [index, name] of documents.entries()) {
    const lines = [`# ${name}`, '', quote];
    const bytes = index === documents.length - 1 ? 12_000 : 2_000 + index * 700;
    for (let line = 1; lines.join('\n').length < bytes; line += 1) {
      lines.push(
        `${line}. The ${name} names a price of ${1000 + line * 17} euros and a contact, Ms Jensen, for questions.`,
      );
    }
    writeFileSync(path.join(folder, `${name}.md`), `${lines.join('\n')}\n`);
  }
}

/** The ten turns: plan, list, six reads, the result, hand it in. */
export function script(): SaidTurn[] {
  const plan = (done: number): unknown => ({
    lines: ['List the folder', 'Read the contracts', 'Write the brief'].map((text, index) => ({
      text,
      state: index < done ? 'done' : index === done ? 'doing' : 'todo',
    })),
  });
  const brief = [
    '# Renewals',
    '',
    'Acme is the next contract to renew, on 1 September.[^1]',
    'Notice has to be given 90 days before, so the decision falls into May.',
    '',
    `[^1]: acme-contract.md: "${quote}"`,
    '',
  ].join('\n');
  return [
    say('I begin with a plan of three steps, so that you see where I am.', 'set_plan', plan(0)),
    say('I look at what is in the folder before I read any of it.', 'list_files', {}),
    ...documents.map((name) =>
      say(`Next I read ${name}.md from its beginning, because its dates decide the order.`, 'read_file', {
        path: `files/${name}.md`,
      }),
    ),
    say('All six documents are read. I write down what they say about the renewals.', 'write_file', {
      path: 'work/brief.md',
      content: brief,
    }),
    say('The brief is written and every fact in it is quoted. I hand it in.', 'finish', {
      summary: 'Acme is the next contract to renew, on 1 September; notice has to be given 90 days before.',
      files: ['work/brief.md'],
    }),
  ];
}

function say(text: string, tool: string, args: unknown): SaidTurn {
  return { text, calls: [{ tool, args }] };
}

/** The brief of one run; no two are the same. */
export function briefOf(run: number): string {
  return `Run ${run}: which of our contracts renews next, and by when must we decide? Read the folder and write a brief of half a page with sources.`;
}
