/** Serves the built page, and nothing else of the disk, under a policy without inline code. */
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

export const securityHeaders: Readonly<Record<string, string>> = Object.freeze({
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
});

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** A file that may be sent. */
export interface PageFile {
  file: string;
  type: string;
  bytes: number;
  /** True: its name carries a hash of its content. */
  isImmutable: boolean;
}

/**
 * Finds the file behind a URL path in `folder`, `/` being the page itself.
 * Null = there is none, or it lies outside, or it is of a kind the page does not use.
 */
export async function findPageFile(folder: string, urlPath: string): Promise<PageFile | null> {
  let decoded: string;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    return null; // A broken escape names no file.
  }
  const parts = decoded.split('/').slice(1);
  if (decoded === '/') parts[0] = 'index.html';
  // A name is plain or it is not ours: no empty, dot or hidden parts, no other separators, streams or devices.
  if (!parts.every((part) => /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(part) && !part.includes('..'))) return null;
  const type =
    types[path.extname(decoded === '/' ? '.html' : decoded)] ?? (decoded === '/' ? types['.html'] : undefined);
  if (type === undefined) return null;
  const file = await realpath(path.join(folder, ...parts)).catch(() => null);
  const root = await realpath(folder).catch(() => null);
  if (file === null || root === null || !file.startsWith(root + path.sep)) return null;
  const facts = await stat(file);
  if (!facts.isFile()) return null;
  return {
    file,
    type,
    bytes: facts.size,
    isImmutable: /-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/.test(file) && parts[0] === 'assets',
  };
}

/** Sends a file, or only its headers. Contract: a client that goes away in the middle is no error. */
export async function sendPageFile(response: ServerResponse, found: PageFile, withBody: boolean): Promise<void> {
  response.writeHead(200, {
    ...securityHeaders,
    'content-type': found.type,
    'content-length': found.bytes,
    'cache-control': found.isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  if (!withBody) return void response.end();
  await pipeline(createReadStream(found.file), response).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}

/** Sends one plain sentence as JSON. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    ...securityHeaders,
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  });
  response.end(text);
}
