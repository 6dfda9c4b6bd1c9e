/** What a tool may give back: huge, binary, full of control signs. It is bounded, kept whole where it may be, and breaks nothing. */
import { tmpdir } from 'node:os';
import { openMemoryBlobs } from '../../../agents/journal/memory-journal.ts';
import { systemClock } from '../../../agents/lib/clock.ts';
import { startGroup } from '../../../agents/lib/process-group.ts';
import type { ModelRequest } from '../../../agents/models/model.ts';
import type { FakeTool } from '../lib/fake-tools.ts';
import { openOffice } from '../lib/office.ts';
import { finish, scriptedModel, type Said } from '../lib/script.ts';
import { endOf, isAlive, makeMust, newTask, ofType, type Row, type Seen } from './row.ts';

const maxEventBytes = 16_384;
const maxBytes = 65_536;

const outputs: Readonly<Record<string, { about: string; text: () => string }>> = {
  huge: { about: '32 MB of text', text: () => 'A line of text.\n'.repeat(2_097_152) },
  'one line': { about: '8 MB without a line end', text: () => 'x'.repeat(8_388_608) },
  emoji: { about: '1 MB of signs of four bytes, so that a cut falls into one', text: () => `x${'🙂'.repeat(262_144)}` },
  binary: {
    about: 'every byte there is',
    text: () => String.fromCharCode(...Array.from({ length: 65_536 }, (_, code) => code % 256)),
  },
  lone: { about: 'halves of characters', text: () => '\ud83d\udc00 \udfff'.repeat(100) },
  ansi: {
    about: 'colours, titles and a cleared screen',
    text: () => '\u001b[2J\u001b[31mred\u001b]0;title\u0007\u001b]8;;https://example.org\u0007link'.repeat(10),
  },
  bidi: {
    about: 'text turned round and signs without width',
    text: () => '\u202egnp.exe\u2066\u200b\ufeff'.repeat(10),
  },
  empty: { about: 'nothing', text: () => '' },
};

function row(name: string, about: string, text: () => string): Row {
  return {
    name: `output ${name}`,
    about,
    async run(): Promise<Seen> {
      const blobs = openMemoryBlobs();
      const requests: ModelRequest[] = [];
      const say = ({ turn }: { turn: number }): Said =>
        turn === 0 ? { calls: [['look', { what: 'it' }]] } : { calls: [finish('All of it is done.')] };
      const model = scriptedModel({ say });
      const office = await openOffice({
        model: {
          lane: model.lane,
          complete: (request, signal) => (requests.push(request), model.complete(request, signal)),
        },
        tools: [{ name: 'look', maxBytes, perform: text }],
        blobs,
      });
      await office.send(newTask());
      await office.goOn(office.isAtRest, 50);
      const [result] = ofType(office.records(), 'call.succeeded');
      const { wrong, must } = makeMust();
      must(endOf(office.tasks()[0]) === 'completed', `it ended as ${endOf(office.tasks()[0])}`);
      const eventBytes = Buffer.byteLength(JSON.stringify(result ?? null));
      must(eventBytes <= maxEventBytes * 6, `an event of ${eventBytes} bytes`);
      must(
        Buffer.byteLength(result?.data.content ?? '') <= 8_192,
        `${Buffer.byteLength(result?.data.content ?? '')} bytes in the event`,
      );
      const kept = result?.data.blob ? await blobs.get(result.data.blob) : null;
      must((kept?.byteLength ?? 0) <= maxBytes + 100, `${kept?.byteLength} bytes in the blob`);
      const shown = requests
        .at(-1)
        ?.messages.flatMap((message) => message.content)
        .find((block) => block.type === 'tool_result');
      const seen = shown?.type === 'tool_result' ? shown.content : '';
      must(Buffer.byteLength(seen) <= maxBytes + 100, `the model reads ${Buffer.byteLength(seen)} bytes`);
      must(seen.isWellFormed(), 'the model reads half a character');
      must((result?.data.summary ?? '').isWellFormed(), 'a person reads half a character');
      await office.stop();
      return { seen: `${result?.data.bytes} bytes came, ${Buffer.byteLength(seen)} are read`, wrong };
    },
  };
}

/** A program that writes for ever: what is kept is bounded, and the deadline ends it. */
const endless: Row = {
  name: 'output endless',
  about: 'a program that writes for ever, until its deadline',
  isSlow: true,
  async run(): Promise<Seen> {
    const keptBytes = 65_536;
    let [pid, came, kept] = [0, 0, 0];
    let flooded = (): void => undefined;
    const isFlooded = new Promise<void>((resolve) => (flooded = resolve));
    const tool: FakeTool = {
      name: 'look',
      idempotent: 'no',
      doubt: 'ask',
      timeoutMs: 30_000,
      async perform(_args, { signal }) {
        const program = 'console.log(process.pid); const on = () => process.stdout.write("x".repeat(65536), on); on();';
        const group = startGroup(process.execPath, ['-e', program], {
          cwd: tmpdir(),
          env: {},
          signal,
          killAfterMs: 200,
          maxBytes: keptBytes,
          clock: systemClock,
          onOutput(bytes) {
            if (pid === 0) pid = Number.parseInt(Buffer.from(bytes).toString(), 10);
            came += bytes.byteLength;
            if (came > 16 * 1_048_576) flooded();
          },
        });
        const { output } = await group.ended;
        kept = output.byteLength;
        signal.throwIfAborted();
        return Buffer.from(output).toString();
      },
    };
    const say = ({ turn }: { turn: number }): Said =>
      turn === 0 ? { calls: [['look', { what: 'it' }]] } : { calls: [finish('All of it is done.')] };
    const office = await openOffice({ model: scriptedModel({ say }), tools: [tool], random: () => 0 });
    await office.send(newTask());
    await isFlooded;
    office.clock.advance(30_000);
    const { wrong, must } = makeMust();
    while (kept === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    must(kept <= keptBytes, `${kept} bytes were kept of ${came}`);
    must(!isAlive(pid), 'the program writes on');
    await office.stop();
    return { seen: `${Math.round(came / 1_048_576)} MB came, ${kept} bytes were kept, the program is gone`, wrong };
  },
};

export const outputRows: readonly Row[] = [
  ...Object.entries(outputs).map(([name, { about, text }]) => row(name, about, text)),
  endless,
];
