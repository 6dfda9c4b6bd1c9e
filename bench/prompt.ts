/** What a model is told in each turn of each role before any history: agreement, instructions, tools, and a first message. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { foldEvents } from '../agents/domain/testing.ts';
import { defaultSettings } from '../agents/domain/project.ts';
import { exampleTask } from '../agents/example.ts';
import { makeToolbox } from '../agents/gate/toolbox.ts';
import { openMemoryBlobs } from '../agents/journal/memory-journal.ts';
import type { ModelRequest } from '../agents/models/model.ts';
import { parseRole } from '../agents/roles/role.ts';
import { agreement } from '../agents/runs/agreement.ts';
import { buildRequest } from '../agents/runs/context.ts';
import { noMemory, noTalk } from '../agents/tools/testing.ts';
import type { Bench, Figures } from './lib/bench.ts';

const barTokens = 5_000;
const rolesFolder = path.resolve(import.meta.dirname, '..', 'agents', 'roles');

/** The example task as a person hands it on: with a folder and the standard checks. */
const task = foldEvents([
  {
    type: 'task.created',
    data: {
      ...exampleTask,
      folder: '/office',
      owner: 'Elena',
      checks: [
        { id: 'made', kind: 'artifact', label: 'A file was made' },
        { id: 'quotes', kind: 'citations', label: 'Every quote stands in its file' },
      ],
      caps: defaultSettings.caps,
      origin: 'example',
    },
  },
]);

interface Size {
  chars: number;
  bytes: number;
}

const sizeOf = (text: string): Size => ({ chars: text.length, bytes: Buffer.byteLength(text) });
const sum = (sizes: readonly Size[]): Size => ({
  chars: sizes.reduce((total, size) => total + size.chars, 0),
  bytes: sizes.reduce((total, size) => total + size.bytes, 0),
});
/** As the caps estimate them: four characters each. */
const tokens = ({ chars }: Size): number => Math.ceil(chars / 4);
const shown = (size: Size): string => `${tokens(size)} tokens, ${size.bytes} bytes`;

function firstMessage({ messages }: ModelRequest): string {
  return messages
    .flatMap(({ content }) => content)
    .map((block) => (block.type === 'text' ? block.text : ''))
    .join('\n');
}

export const promptBench: Bench = {
  name: 'prompt',
  about: 'what a model is told in each turn',
  async run(_args, progress) {
    const toolbox = makeToolbox({
      ...noTalk,
      team: () => [],
      authorOf: () => null,
      teammates: () => [],
      planRoom: () => ({ parts: 20, rounds: 3, isOpen: false }),
      notesOf: () => [],
      blobs: openMemoryBlobs(),
      ...noMemory,
    });
    const figures: Figures = { agreementTokens: tokens(sizeOf(agreement())) };
    progress(`agreement: ${shown(sizeOf(agreement()))}`);
    let most = 0;
    for (const file of readdirSync(rolesFolder).filter((name) => name.endsWith('.md'))) {
      const role = parseRole(file, readFileSync(path.join(rolesFolder, file), 'utf8'));
      if (!role.ok) throw new Error(role.problem);
      const { profile } = role;
      const request = await buildRequest({
        task,
        profile,
        tools: toolbox.toolSpecs(profile.tools),
        model: 'practice',
        recalled: [],
        given: [],
        plan: null,
        questions: [],
        nameOf: (id) => id,
        blobText: async () => null,
      });
      const parts = {
        system: sum(request.system.map(sizeOf)),
        tools: sizeOf(JSON.stringify(request.tools)),
        message: sizeOf(firstMessage(request)),
      };
      const whole = sum(Object.values(parts));
      const split = Object.entries(parts).map(([name, size]) => `${name} ${shown(size)}`);
      progress(`${profile.role}: ${shown(whole)} (${split.join('; ')}; ${request.tools.length} tools)`);
      figures[`${path.basename(file, '.md')}Tokens`] = tokens(whole);
      most = Math.max(most, tokens(whole));
    }
    return { pass: most <= barTokens, figures: { ...figures, mostTokens: most }, bar: { mostTokens: barTokens } };
  },
};
