/** Tells a write-ahead log that lost committed changes from one whose last write was cut by a crash. */
import { readFileSync, statSync } from 'node:fs';
import { endianness } from 'node:os';

const headerBytes = 32;
const frameHeaderBytes = 24;
const usualPageBytes = 4096;

interface Frame {
  isCommit: boolean;
  /** True: it continues the checksum of the frame before it, as that one is stored. */
  isWhole: boolean;
}

/**
 * What is wrong with the log, as a short clause; null = nothing, or only its last transaction is incomplete.
 * SQLite stops at the first frame whose checksum is wrong and forgets all that follow: right after a crash, where nothing follows,
 * and silent loss when the frame was damaged later. Every commit is flushed before the next begins, so a transaction
 * after the broken one proves that the broken one had been whole.
 * Source: the WAL format, https://www.sqlite.org/fileformat2.html#the_write_ahead_log.
 */
export function wornWal(wal: string): string | null {
  if ((statSync(wal, { throwIfNoEntry: false })?.size ?? 0) <= headerBytes) return null;
  const frames = framesOf(readFileSync(wal));
  const broken = frames.findIndex((frame) => !frame.isWhole);
  if (broken === -1) return null;
  const after = frames.slice(broken);
  const endOfBroken = after.findIndex((frame) => frame.isCommit);
  const isFollowed = endOfBroken !== -1 && after.slice(endOfBroken + 1).some((frame) => frame.isWhole);
  return isFollowed ? 'its write-ahead log is damaged: committed events are missing' : null;
}

/** Frames of the log's present round, in order. With a damaged header the first one cannot be whole, those after it still can. */
function framesOf(bytes: Buffer): Frame[] {
  const header = headerOf(bytes);
  const { isBig, pageBytes, salt } = header ?? {
    isBig: endianness() === 'BE',
    pageBytes: usualPageBytes,
    salt: bytes.subarray(headerBytes + 8, headerBytes + 16),
  };
  let sum = header?.sum ?? [0, 0];
  const frames: Frame[] = [];
  const step = frameHeaderBytes + pageBytes;
  for (let at = headerBytes; at + step <= bytes.length; at += step) {
    // Another salt: left over from an earlier round, already copied into the database.
    if (!bytes.subarray(at + 8, at + 16).equals(salt)) break;
    sum = checksumOf(bytes, at, 8, isBig, sum);
    sum = checksumOf(bytes, at + frameHeaderBytes, pageBytes, isBig, sum);
    const stored: Sum = [bytes.readUInt32BE(at + 16), bytes.readUInt32BE(at + 20)];
    frames.push({
      isCommit: bytes.readUInt32BE(at + 4) !== 0,
      isWhole: sum[0] === stored[0] && sum[1] === stored[1],
    });
    sum = stored;
  }
  return frames;
}

/** Null = the header is not what SQLite wrote. */
function headerOf(bytes: Buffer): { isBig: boolean; pageBytes: number; salt: Buffer; sum: Sum } | null {
  const magic = bytes.readUInt32BE(0);
  const isBig = magic === 0x377f0683;
  if (!isBig && magic !== 0x377f0682) return null;
  const sum = checksumOf(bytes, 0, 24, isBig, [0, 0]);
  if (sum[0] !== bytes.readUInt32BE(24) || sum[1] !== bytes.readUInt32BE(28)) return null;
  return { isBig, pageBytes: bytes.readUInt32BE(8), salt: bytes.subarray(16, 24), sum };
}

type Sum = [number, number];

function checksumOf(bytes: Buffer, from: number, length: number, isBig: boolean, [first, second]: Sum): Sum {
  let a = first;
  let b = second;
  for (let at = from; at < from + length; at += 8) {
    a = (a + (isBig ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)) + b) >>> 0;
    b = (b + (isBig ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)) + a) >>> 0;
  }
  return [a, b];
}
