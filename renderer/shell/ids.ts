const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Makes ids of the engine's form: `<prefix>_`, nine characters of time and seven of randomness. */
export function makeId(prefix: string): string {
  let time = Date.now();
  let head = '';
  for (let index = 0; index < 9; index += 1) {
    head = alphabet[time % 32] + head;
    time = Math.floor(time / 32);
  }
  const tail = Array.from(crypto.getRandomValues(new Uint8Array(7)), (byte) => alphabet[byte % 32]).join('');
  return `${prefix}_${head}${tail}`;
}
