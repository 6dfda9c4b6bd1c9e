/** Opens the memory index a tortured process left, as a start does, and compares it with the journal; then once more after its folder is gone. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { connect } from '@lancedb/lancedb';
import { sealed } from '../../../agents/domain/sealed.ts';
import { openSqliteJournal } from '../../../agents/journal/sqlite.ts';
import { startIndexer } from '../../../agents/memory/indexer.ts';
import { openLanceIndex } from '../../../agents/memory/lance.ts';
import { foldMemory } from '../../../agents/streams.ts';
import { isStopped, memoryOf } from './work.ts';

const scopes = [{ scope: 'team' as const, scopeId: 'team' }];

/**
 * Every finding as one line: rows lost, doubled or changed; an order whose fact is not there once; other answers after a loss.
 * `told`: ids of what teammates were told they had kept.
 */
export async function checkMemory(data: string, orders: number, told: ReadonlySet<string>): Promise<string[]> {
  const folder = path.join(data, 'memory');
  const journal = openSqliteJournal({ file: path.join(data, 'journal.db'), sealed });
  try {
    const asserted = new Map<string, string>();
    const findings: string[] = [];
    for (const event of journal.readStream('memory')) {
      if (event.type === 'memory.asserted') asserted.set(event.data.memoryId, event.data.text);
      else findings.push(`${event.type} in the memory stream, though every order states its fact once`);
    }
    for (const id of told) if (!asserted.has(id)) findings.push(`${id} counts as kept and is not there`);
    const texts = [...asserted.values()];
    for (let order = 1; order <= orders; order += 1) {
      const times = texts.filter((text) => text === memoryOf(order).text).length;
      if (times > 1 || (times === 0 && !isStopped(order))) findings.push(`order ${order} is remembered ${times} times`);
    }

    const ask = async (): Promise<string> => {
      const index = await openLanceIndex(folder);
      const indexer = startIndexer({
        journal,
        streams: foldMemory(journal),
        index,
        log: (line) => findings.push(line),
      });
      await indexer.caughtUp(journal.lastSeq());
      const answers: string[] = [];
      for (let order = 1; order <= orders; order += 7) {
        const hits = await index.recall({ text: `order ${order} renews`, scopes, limit: 5 });
        answers.push(hits.map(({ row }) => row.id).join(' '));
      }
      await indexer.stop();
      await index.stop();
      return answers.join('\n');
    };
    const before = await ask();
    findings.push(...(await differences(folder, asserted)));
    rmSync(folder, { recursive: true });
    if ((await ask()) !== before) findings.push('recall answers otherwise after the index was folded anew');
    findings.push(...(await differences(folder, asserted)));
    return findings;
  } finally {
    await journal.stop();
  }
}

/** Reads the table itself, past the engine. */
async function differences(folder: string, asserted: ReadonlyMap<string, string>): Promise<string[]> {
  const connection = await connect(folder);
  const table = await connection.openTable('memories');
  const stored = (await table.query().select(['row']).toArray()) as { row: string }[];
  const rows = stored.map(({ row }) => JSON.parse(row) as { id: string; text: string });
  table.close();
  connection.close();
  const wrong = rows.filter(({ id, text }) => asserted.get(id) !== text).map(({ id }) => `${id} is not as remembered`);
  const ids = new Set(rows.map(({ id }) => id));
  const lost = [...asserted.keys()].filter((id) => !ids.has(id)).map((id) => `${id} is not in the index`);
  const doubled = rows.length === ids.size ? [] : [`${rows.length - ids.size} rows are there twice`];
  return [...wrong, ...lost, ...doubled];
}
