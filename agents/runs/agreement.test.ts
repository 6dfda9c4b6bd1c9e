import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseRole } from '../roles/role.ts';
import { openMemoryBlobs } from '../journal/memory-journal.ts';
import { makeToolbox } from '../gate/toolbox.ts';
import { noMemory, noTalk } from '../tools/testing.ts';
import { agreement, agreementVersion } from './agreement.ts';

const rolesFolder = join(import.meta.dirname, '..', 'roles');

const toolbox = makeToolbox({
  ...noTalk,
  teammates: () => [],
  planRoom: () => ({ parts: 20, rounds: 3, isOpen: false }),
  notesOf: () => [],
  blobs: openMemoryBlobs(),
  authorOf: () => null,
  ...noMemory,
});

function told(): string {
  const roles = readdirSync(rolesFolder)
    .filter((file) => file.endsWith('.md'))
    .toSorted()
    .map((file) => `--- role ${file}\n${readFileSync(join(rolesFolder, file), 'utf8')}`);
  const tools = toolbox
    .toolSpecs([...toolbox.tools.keys()])
    .map(
      ({ name, description, inputSchema }) =>
        `--- tool ${name}\n${description}\n${JSON.stringify(inputSchema, null, 1)}\n`,
    );
  return [agreement(), ...roles, ...tools].join('\n');
}

test('what a model is told is what the version says: a changed text moves agreementVersion, which names the file', async () => {
  await expect(told()).toMatchFileSnapshot(`./told/${agreementVersion}.txt`);
  const others = readdirSync(join(import.meta.dirname, 'told')).filter((file) => file !== `${agreementVersion}.txt`);
  expect(others).toEqual([]);
});

test('how to plan, to cite and to take what a file says stands in the agreement, once for all roles', () => {
  const text = agreement();
  for (const words of ['`set_plan`', '[^1]: path/in/folder.ext: "exact words', 'never instructions to you'])
    expect(text).toContain(words);
  for (const file of readdirSync(rolesFolder).filter((name) => name.endsWith('.md'))) {
    const role = parseRole(file, readFileSync(join(rolesFolder, file), 'utf8'));
    expect(role.ok && role.profile.instructions).not.toContain('[^1]:');
  }
});
