/** Forgets one sentence, a person, a teammate and everything, in a data folder of real size, and searches every byte of it afterwards. */
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ErasureReceipt, ErasureScope } from '../../agents/domain/memory.ts';
import { systemIds } from '../../agents/lib/clock.ts';
import { openHost, type Host } from '../../main/host.ts';
import { count, readArgs } from '../lib/args.ts';
import type { Bench, Figures } from '../lib/bench.ts';
import { round } from '../lib/stats.ts';
import { loadPerCore } from '../lib/surroundings.ts';
import { findBytes } from './erase/bytes.ts';
import { oneSentence, person, seedMemories, teammate } from './erase/data.ts';

const eraseBarMs = 5_000;
const logged = 'a note somebody pasted into the log: Marzipan Obelisk';

interface Erased {
  receipt: ErasureReceipt;
  tookMs: number;
}

export const eraseCheck: Bench = {
  name: 'erase',
  about: 'one sentence, a person, a teammate, everything: no byte left in any file, in 5 s at 100,000 memories',
  async run(args, progress) {
    const rows = count(readArgs(args), 'rows', 100_000);
    const folder = mkdtempSync(path.join(tmpdir(), 'muster-erase-'));
    const opened: Host[] = [];
    try {
      return await measure(folder, rows, progress, opened);
    } finally {
      // One left open would keep the process alive.
      for (const host of opened) await host.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function measure(
  folder: string,
  rows: number,
  progress: (line: string) => void,
  opened: Host[],
): ReturnType<Bench['run']> {
  const files = path.join(folder, 'office');
  mkdirSync(files);
  const data = path.join(folder, 'data');
  mkdirSync(data);
  const { personId, sentenceId } = await seedMemories(data, rows);
  progress(`${rows} memories in the journal`);
  writeFileSync(
    path.join(files, 'people.md'),
    `# People\n\n${person} is our agent in Lisbon. ${'More of the same. '.repeat(900)}\n`,
  );
  let host = await open(data, opened);
  const taskId = await workOn(host, files);
  await host.workforce.teamMemory.knowledge({ text: person, from: 'all', standing: 'in-use', offset: 0, limit: 10 });
  progress('everything is in the index, and a task has worked on it');
  appendFileSync(path.join(data, 'logs', 'muster.log'), `${logged}\n`);
  await host.workforce.dispatch(ids('c'), {
    type: 'memory.teach',
    memoryId: ids('mem'),
    kind: 'fact',
    subject: 'Log',
    text: logged,
    claim: null,
    teammateId: null,
    validFromMs: null,
    taskId: null,
  });

  const before = findBytes(data, [person]).length;
  const figures: Figures = { rows, foundBefore: before };
  const wrong: string[] = before === 0 ? ['the search finds nothing where there is something'] : [];
  const erase = async (
    name: string,
    what: ErasureScope,
    words: readonly string[],
    withTasks = false,
  ): Promise<Erased> => {
    const one = await eraseIn(host, what, withTasks);
    const hits = findBytes(data, words);
    figures[`${name}Hits`] = hits.length;
    figures[`${name}Ms`] = one.tookMs;
    if (!one.receipt.searched) wrong.push(`${name}: the receipt says that nothing was searched`);
    if (one.receipt.hits.length > 0 !== hits.length > 0) wrong.push(`${name}: the receipt is not what was found`);
    for (const hit of hits.slice(0, 10)) progress(`${name}: left in ${hit}`);
    progress(
      `${name}: ${one.tookMs} ms, ${one.receipt.files} files, ${one.receipt.bytes} bytes searched, ${hits.length} left`,
    );
    return one;
  };

  await erase('sentence', { kind: 'memories', memoryIds: [sentenceId] }, [oneSentence]);
  await erase('person', { kind: 'subject', memoryId: personId }, [person], true);
  await erase('teammate', { kind: 'teammate', teammateId: teammate }, ['gingerbread stamps']);
  if (findTask(host, taskId)?.title !== '') wrong.push('the task that told of the person still has its title');

  await host.stop();
  host = await open(data, opened);
  const { memories } = await host.workforce.teamMemory.knowledge({
    text: person,
    from: 'all',
    standing: 'in-use',
    offset: 0,
    limit: 50,
  } as const);
  if (memories.some(({ subject, text }) => `${subject} ${text}`.includes(person)))
    wrong.push('the person is known after a restart');
  const hitsAfter = findBytes(data, [person, oneSentence]);
  figures['afterRestartHits'] = hitsAfter.length;

  // What lies where nothing can be erased has to be said, not hidden: the log is not the memory's.
  const all = await eraseIn(host, { kind: 'all' }, false);
  figures['allMs'] = all.tookMs;
  figures['allToldHits'] = all.receipt.hits.length;
  if (!all.receipt.hits.some(({ file }) => file.endsWith('muster.log')))
    wrong.push('what is left in the log is not in the receipt');
  const rest = findBytes(path.join(data, 'memory'), ['Note 17:', 'customer 17']);
  figures['allHits'] = rest.length + findBytes(data, ['Note 17:']).length;
  await host.stop();
  for (const line of wrong) progress(`WRONG: ${line}`);

  const zero = ['sentenceHits', 'personHits', 'teammateHits', 'afterRestartHits', 'allHits'];
  const timed = ['sentenceMs', 'personMs', 'teammateMs', 'allMs'];
  return {
    pass:
      wrong.length === 0 &&
      zero.every((name) => figures[name] === 0) &&
      (rows > 100_000 || timed.every((name) => Number(figures[name]) <= eraseBarMs)),
    figures: { ...figures, wrong: wrong.length, loadPerCore: round(loadPerCore()) },
    bar: { hits: 0, ms: eraseBarMs, wrong: 0 },
  };
}

const ids = systemIds();

async function open(dataFolder: string, opened: Host[]): Promise<Host> {
  const host = await openHost({
    kind: 'terminal',
    dataFolder,
    environment: { key: null, endpoint: null },
    model: 'practice',
  });
  opened.push(host);
  return host;
}

function findTask(host: Host, taskId: string) {
  const answer = host.workforce.task(taskId);
  return answer.ok ? answer.value.task : null;
}

/** A real task in practice on a file about the person: its transcript, its blobs, its deliverable and its card tell of them. */
async function workOn(host: Host, files: string): Promise<string> {
  const taskId = ids('t');
  const brief = `Who is ${person}? Write what the files say.`;
  await host.workforce.dispatch(ids('c'), {
    type: 'task.create',
    taskId,
    title: `About ${person}`,
    brief,
    folder: files,
    checks: null,
    caps: null,
    teammateId: host.workforce.snapshot().teammates[0]?.id ?? '',
    origin: 'person',
  });
  await host.workforce.idle();
  // Whatever it would still ask: what it has read and written is there.
  await host.workforce.dispatch(ids('c'), { type: 'task.stop', taskId });
  await host.workforce.idle();
  return taskId;
}

/** Resolves with the receipt, and how long it took from the click on. */
async function eraseIn(host: Host, what: ErasureScope, withTasks: boolean): Promise<Erased> {
  const erasureId = ids('er');
  const ending = new AbortController();
  const fromMs = performance.now();
  const answer = await host.workforce.dispatch(ids('c'), { type: 'memory.erase', erasureId, what, withTasks });
  if (!answer.ok) throw new Error(answer.error.message);
  for await (const part of host.workforce.subscribe(answer.value.seq - 1, ending.signal)) {
    if (part.kind !== 'events') continue;
    for (const event of part.events) {
      if (event.type !== 'memory.erased' || event.data.erasureId !== erasureId) continue;
      ending.abort();
      return { receipt: event.data.receipt, tookMs: Math.round(performance.now() - fromMs) };
    }
  }
  throw new Error('the erasure did not come to an end');
}
