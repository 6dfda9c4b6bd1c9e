/** What every memory index must do. `open` gives an empty one, with its usual embedder or another. */
import { afterEach, expect, test } from 'vitest';
import { EmbedderError, type Embedder } from './embedders/embedder.ts';
import type { Embedding, MemoryIndex, MemoryRow } from './memory.ts';

export function memoryRow(id: string, text: string, patch: Partial<MemoryRow> = {}): MemoryRow {
  return {
    id,
    rev: 1,
    kind: 'fact',
    scope: 'team',
    scopeId: 'team',
    subject: 'Acme',
    text,
    claimId: null,
    authority: 'agent',
    author: 'tm_researcher',
    parentId: null,
    pos: null,
    taskId: 't_1',
    runId: null,
    sourceUri: 'files/a.md',
    labels: { tainted: false, private: true, from: ['files/a.md'] },
    status: 'active',
    sensitivity: 'internal',
    confidence: 0.7,
    validFromMs: null,
    validToMs: null,
    recordedAtMs: 1_790_000_000_000,
    closedAtMs: null,
    retiredAtMs: null,
    contentHash: `hash of ${id}`,
    ...patch,
  };
}

const team = [{ scope: 'team', scopeId: 'team' }] as const;

const topics = [/dog|pupp|leash/i, /boat|harbour|sail/i, /tax|invoice|fee/i];

/** Knows what a text is about and not how it is put: an embedder as a model is one, over a wire that takes its time. */
export function topicEmbedder(patch: Partial<Embedder> = {}): Embedder & { seen: string[] } {
  const seen: string[] = [];
  return {
    id: 'topics',
    dim: topics.length + 1,
    maxTokens: 100,
    isLocal: true,
    isInstant: false,
    seen,
    async embed(texts, signal) {
      signal.throwIfAborted();
      seen.push(...texts);
      return texts.map((text) => Float32Array.from([0.1, ...topics.map((topic) => (topic.test(text) ? 1 : 0))]));
    },
    ...patch,
  };
}

export function memorySuite(name: string, open: (embedding?: Embedding) => Promise<MemoryIndex>): void {
  let index: MemoryIndex;
  afterEach(() => index.stop());
  const ids = async (text: string, limit = 10) =>
    (await index.recall({ text, scopes: [...team], limit })).map((hit) => hit.row.id);

  test(`${name}: an empty index answers with nothing`, async () => {
    index = await open();
    expect(await ids('renewal')).toEqual([]);
    expect([await index.count(), await index.appliedSeq()]).toEqual([0, 0]);
  });

  test(`${name}: a row comes back whole, with the shares that add up to one`, async () => {
    index = await open();
    const row = memoryRow('mem_1', "The renewal's date is 1 May, café included", { claimId: "acme/it's" });
    await index.apply([row], 7);
    const hits = await index.recall({ text: 'When does Acme renew? CAFE', scopes: [...team], limit: 5 });
    expect(hits.map((hit) => hit.row)).toEqual([row]);
    expect(hits[0]?.why.reduce((sum, part) => sum + part.share, 0)).toBeCloseTo(1, 9);
    expect(await index.appliedSeq()).toBe(7);
  });

  test(`${name}: the newest revision wins, in any order, and a replay changes nothing`, async () => {
    index = await open();
    await index.apply([memoryRow('mem_1', 'renewal on 1 May', { rev: 3 })], 3);
    await index.apply([memoryRow('mem_1', 'renewal on 1 April', { rev: 2 })], 2);
    await index.apply([memoryRow('mem_1', 'renewal on 1 May', { rev: 3 })], 3);
    const hits = await index.recall({ text: 'renewal', scopes: [...team], limit: 5 });
    expect(hits.map((hit) => [hit.row.text, hit.row.rev])).toEqual([['renewal on 1 May', 3]]);
    expect([await index.count(), await index.appliedSeq()]).toEqual([1, 3]);
  });

  test(`${name}: only active rows of the scopes asked for are found`, async () => {
    index = await open();
    await index.apply(
      [
        memoryRow('mem_1', 'renewal one'),
        memoryRow('mem_2', 'renewal two', { status: 'retracted' }),
        memoryRow('mem_3', 'renewal three', { scope: 'agent', scopeId: "o'neill" }),
        memoryRow('mem_4', 'renewal four', { scope: 'agent', scopeId: 'other' }),
      ],
      4,
    );
    expect(await ids('renewal')).toEqual(['mem_1']);
    const mine = await index.recall({
      text: 'renewal',
      scopes: [...team, { scope: 'agent', scopeId: "o'neill" }],
      limit: 5,
    });
    expect(mine.map((hit) => hit.row.id).toSorted()).toEqual(['mem_1', 'mem_3']);
    expect(await index.recall({ text: 'renewal', scopes: [], limit: 5 })).toEqual([]);
    expect(
      await index.recall({ text: 'renewal', scopes: [{ scope: 'agent', scopeId: "x' OR '1'='1" }], limit: 5 }),
    ).toEqual([]);
  });

  test(`${name}: a row retracted later is found no more`, async () => {
    index = await open();
    await index.apply([memoryRow('mem_1', 'renewal one')], 1);
    await index.apply([memoryRow('mem_1', 'renewal one', { rev: 2, status: 'retracted' })], 2);
    expect(await ids('renewal')).toEqual([]);
  });

  test(`${name}: the subject and the rarer word decide, ties go to the smaller id`, async () => {
    index = await open();
    await index.apply(
      [
        memoryRow('mem_3', 'pays late', { subject: 'Bolt' }),
        memoryRow('mem_2', 'pays late', { subject: 'Bolt' }),
        memoryRow('mem_1', 'pays late', { subject: 'Acme' }),
        memoryRow('mem_4', 'pays on time, renewal in May', { subject: 'Corvus' }),
      ],
      4,
    );
    expect(await ids('who pays late at Bolt')).toEqual(['mem_2', 'mem_3', 'mem_1', 'mem_4']);
    expect(await ids('renewal or pays')).toEqual(expect.arrayContaining(['mem_4']));
    expect((await ids('renewal or pays'))[0]).toBe('mem_4');
    expect(await ids('late', 2)).toHaveLength(2);
  });

  test(`${name}: what stands beside the words asked for is found with them, unless it is retracted or of another scope`, async () => {
    index = await open();
    const at = (pos: number, parentId = 't_1') => ({ parentId, pos });
    await index.apply(
      [
        memoryRow('mem_1', 'Which chairs does the depot want?', at(0)),
        memoryRow('mem_2', 'Twelve, grey ones', at(1)),
        memoryRow('mem_3', 'Delivery in spring', at(2)),
        memoryRow('mem_4', 'Grey paint is sold out', at(1, 't_2')),
        memoryRow('mem_5', 'Chairs were counted', at(7)),
        memoryRow('mem_6', 'Hidden', { ...at(8), status: 'retracted' }),
        memoryRow('mem_7', 'Foreign', { ...at(6), scope: 'agent', scopeId: 'other' }),
      ],
      7,
    );
    const hits = await index.recall({ text: 'depot chairs', scopes: [...team], limit: 10 });
    const beside = hits.map(({ row, before, after }) => [before, row, after].map((at) => at?.id ?? '-').join(' '));
    expect(beside.toSorted()).toEqual(['- mem_1 mem_2', '- mem_5 -', 'mem_1 mem_2 mem_3']);
    expect(hits[0]?.after).toEqual(memoryRow('mem_2', 'Twelve, grey ones', at(1)));
  });

  test(`${name}: one memory answers a claim, the last one said, and equal contents come once`, async () => {
    index = await open();
    await index.apply(
      [
        memoryRow('mem_1', 'renewal in May', { claimId: 'acme/renewal', rev: 1 }),
        memoryRow('mem_2', 'renewal moved to June', { claimId: 'acme/renewal', rev: 2 }),
        memoryRow('mem_3', 'renewal by letter', { contentHash: 'same' }),
        memoryRow('mem_4', 'renewal by letter', { contentHash: 'same' }),
      ],
      4,
    );
    expect((await ids('renewal')).toSorted()).toEqual(['mem_2', 'mem_3']);
    expect(await ids('renewal', 2)).toHaveLength(2);
  });

  test(`${name}: a narrower scope counts before a wider one, and of a dispute both sides are found`, async () => {
    index = await open();
    await index.apply(
      [
        memoryRow('mem_1', 'invoices are paid in 30 days', { claimId: 'paid', rev: 3 }),
        memoryRow('mem_2', 'invoices are paid in 45 days', { claimId: 'paid', scope: 'agent', scopeId: 'tm_a' }),
        memoryRow('mem_3', 'invoices are sent by mail', { claimId: 'sent', status: 'disputed', rev: 4 }),
        memoryRow('mem_4', 'invoices are sent on paper', { claimId: 'sent', status: 'disputed', rev: 5 }),
      ],
      5,
    );
    const scopes = [{ scope: 'agent', scopeId: 'tm_a' } as const, ...team];
    const found = await index.recall({ text: 'how are invoices paid and sent', scopes, limit: 10 });
    expect(found.map(({ row }) => row.id).toSorted()).toEqual(['mem_2', 'mem_3', 'mem_4']);
    expect((await ids('invoices paid')).toSorted()).toEqual(['mem_1', 'mem_3', 'mem_4']);
  });

  test(`${name}: what held at one time, as it was known at another`, async () => {
    index = await open();
    await index.apply(
      [
        // 30 days from 100 on; at 500 it was learned that 45 days hold from 300 on.
        memoryRow('mem_old', 'paid in 30 days', {
          status: 'superseded',
          recordedAtMs: 150,
          validFromMs: 100,
          validToMs: 300,
          closedAtMs: 500,
        }),
        memoryRow('mem_new', 'paid in 45 days', { recordedAtMs: 500, validFromMs: 300 }),
        // Said at 150 and put right at 600: it never held.
        memoryRow('mem_wrong', 'paid in 60 days', {
          status: 'superseded',
          recordedAtMs: 150,
          validFromMs: 100,
          retiredAtMs: 600,
        }),
        memoryRow('mem_waits', 'paid in gold', { status: 'quarantined', recordedAtMs: 150 }),
      ],
      4,
    );
    const asOf = async (worldMs: number, systemMs: number) =>
      (await index.recall({ text: 'paid', scopes: [...team], limit: 10, asOf: { worldMs, systemMs } }))
        .map(({ row }) => row.id)
        .toSorted();
    expect(await asOf(50, 900)).toEqual([]);
    expect(await asOf(200, 140)).toEqual([]);
    expect(await asOf(200, 200)).toEqual(['mem_old', 'mem_wrong']);
    expect(await asOf(400, 200)).toEqual(['mem_old', 'mem_wrong']);
    expect(await asOf(200, 550)).toEqual(['mem_old', 'mem_wrong']);
    expect(await asOf(400, 550)).toEqual(['mem_new', 'mem_wrong']);
    expect(await asOf(200, 900)).toEqual(['mem_old']);
    expect(await asOf(400, 900)).toEqual(['mem_new']);
    expect(await ids('paid')).toEqual(['mem_new']);
  });

  test(`${name}: what was erased is taken out, the rest is found as before`, async () => {
    index = await open();
    await index.apply([memoryRow('mem_1', 'renewal in May'), memoryRow('mem_2', 'renewal in June')], 1);
    await index.apply([], 2);
    const asked = Array.from({ length: 20 }, () => ids('renewal'));
    await index.purge(['mem_1']);
    await index.purge(['mem_1', 'mem_none']);
    expect(new Set((await Promise.all(asked)).flat())).toContain('mem_2');
    expect([await ids('renewal'), await index.count(), await index.appliedSeq()]).toEqual([['mem_2'], 1, 2]);
    await index.apply([memoryRow('mem_3', 'renewal in July')], 3);
    expect((await ids('renewal')).toSorted()).toEqual(['mem_2', 'mem_3']);
  });

  test(`${name}: odd questions are answered, not thrown`, async () => {
    index = await open();
    await index.apply([memoryRow('mem_1', 'renewal one')], 1);
    for (const text of ['', '"', 'AND (', '*', 'col:val', "'; DROP", '\u0000', 'renewal)', '🙂']) {
      expect(Array.isArray(await ids(text)), JSON.stringify(text)).toBe(true);
    }
  });

  test(`${name}: many writers at once, each row once, each found`, async () => {
    index = await open();
    const rows = Array.from({ length: 120 }, (_, at) =>
      memoryRow(`mem_${at % 40}`, `renewal number${at % 40} for customer`, { rev: Math.floor(at / 40) + 1 }),
    );
    await Promise.all(rows.map((row, at) => index.apply([row], at + 1)));
    expect([await index.count(), await index.appliedSeq()]).toEqual([40, 120]);
    expect(await ids('number17')).toEqual(['mem_17']);
  });

  test(`${name}: a batch that holds an id twice is refused whole`, async () => {
    index = await open();
    await expect(async () =>
      index.apply([memoryRow('mem_1', 'a b c'), memoryRow('mem_1', 'd e f')], 1),
    ).rejects.toThrow('twice');
    expect(await index.count()).toBe(0);
  });

  test(`${name}: cleared, it is as new and can be filled again`, async () => {
    index = await open();
    await index.apply([memoryRow('mem_1', 'renewal one')], 5);
    await index.clear();
    expect([await index.count(), await index.appliedSeq(), await ids('renewal')]).toEqual([0, 0, []]);
    await index.apply([memoryRow('mem_1', 'renewal one')], 5);
    expect(await ids('renewal')).toEqual(['mem_1']);
  });

  const said = [
    memoryRow('mem_1', 'The puppy sleeps in the hall', { labels: { tainted: false, private: false, from: [] } }),
    memoryRow('mem_2', 'The harbour is closed', { labels: { tainted: false, private: false, from: [] } }),
    memoryRow('mem_3', 'A leash hangs by the door'),
    memoryRow('mem_4', 'Nothing of the kind'),
  ];
  const confidential = memoryRow('mem_6', 'The puppies are ill', {
    labels: { tainted: false, private: false, from: [] },
    sensitivity: 'confidential',
  });

  test(`${name}: a slip of the pen is found by its likeness`, async () => {
    index = await open();
    await index.apply([...said, memoryRow('mem_5', 'Harbourmaster', { subject: 'Harbourmaster' })], 5);
    expect(await ids('harbourmastr')).toEqual(['mem_5']);
    expect(await ids('qwxzv')).toEqual([]);
    const [hit] = await index.recall({ text: 'harbour', scopes: [...team], limit: 1 });
    expect(hit?.why.map(({ feature }) => feature)).toContain('likeness');
  });

  test(`${name}: another embedder finds what means the same, old memories and new ones`, async () => {
    index = await open();
    await index.apply(said, 4);
    expect(await ids('dogs')).toEqual([]);
    await index.embedWith({ embedder: topicEmbedder(), privateMayLeave: false });
    await index.settled();
    expect(index.progress()).toBeNull();
    expect((await ids('dogs')).toSorted()).toEqual(['mem_1', 'mem_3']);
    await index.apply([memoryRow('mem_5', 'Dogs are welcome'), memoryRow('mem_2', 'A dog again', { rev: 2 })], 5);
    await index.settled();
    expect((await ids('puppies')).toSorted()).toEqual(['mem_1', 'mem_2', 'mem_3', 'mem_5']);
  });

  test(`${name}: nothing private goes to an embedder elsewhere, unless told so`, async () => {
    const embedder = topicEmbedder({ isLocal: false });
    index = await open({ embedder, privateMayLeave: false });
    await index.apply([...said, confidential], 4);
    await index.settled();
    expect(await ids('dogs')).toEqual([]);
    expect(embedder.seen.filter((text) => /dogs|leash|ill/.test(text))).toEqual([]);
    const asked = await index.recall({ text: 'dogs', scopes: [...team], limit: 9, mayLeave: true });
    expect(asked.map(({ row }) => row.id)).toEqual(['mem_1']);
    await index.embedWith({ embedder: topicEmbedder({ isLocal: false, id: 'topics-2' }), privateMayLeave: true });
    await index.settled();
    expect((await ids('dogs')).toSorted()).toEqual(['mem_1', 'mem_3', 'mem_6']);
  });

  test.each<[string, Embedder['embed']]>([
    ['fails', () => Promise.reject(new EmbedderError('refused'))],
    ['gives vectors too short', async (texts) => texts.map(() => Float32Array.from([1, 2, 3]))],
    ['gives vectors too long', async (texts) => texts.map(() => Float32Array.from([1, 2, 3, 4, 5]))],
    ['gives no numbers', async (texts) => texts.map(() => Float32Array.from([1, Number.NaN, 3, 4]))],
    ['gives too few', async (texts) => texts.slice(1).map(() => Float32Array.from([1, 2, 3, 4]))],
  ])(`${name}: with an embedder that %s, words find`, async (_, embed) => {
    index = await open({ embedder: topicEmbedder({ embed }), privateMayLeave: false });
    await index.apply(said, 4);
    await index.settled();
    expect(await ids('the puppy')).toEqual(['mem_1']);
    expect(await ids('dogs')).toEqual([]);
  });
}
