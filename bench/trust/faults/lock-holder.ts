/** Holds a journal's write lock as another program may: `node lock-holder.ts <file> <ms held> <ms free> <times>`; a line before the first hold. */
import { openFile } from '../../../agents/journal/connection.ts';

const [file = '', heldMs = '0', freeMs = '0', times = '0'] = process.argv.slice(2);
const sleep = (ms: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

const db = openFile(file, { readonly: false, fileMustExist: true });
db.pragma('busy_timeout = 10000');
for (let time = 0; time < Number(times); time += 1) {
  db.exec('BEGIN IMMEDIATE');
  if (time === 0) process.stdout.write('held\n');
  sleep(Number(heldMs));
  db.exec('COMMIT');
  sleep(Number(freeMs));
}
db.close();
