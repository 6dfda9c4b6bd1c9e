/** Who may talk to the local server. Pure: the table of tests beside it is the specification (trust.md, check 43). */

/** What a request says of itself before its body is read. Headers as sent; null = not sent. */
export interface RequestFacts {
  method: string;
  /** The request target, as sent. */
  target: string;
  /** Every Host header, in order: two of them are one too many. */
  hosts: readonly string[];
  origin: string | null;
  contentType: string | null;
  /** True for a WebSocket upgrade. */
  isUpgrade: boolean;
}

/** Where a request goes, or with what it is turned away. */
export type Verdict =
  | { to: 'file'; path: string }
  | { to: 'session' }
  | { to: 'socket' }
  | { to: 'nowhere'; status: 400 | 403 | 404 | 405 | 415; message: string };

const openStart = 'Open the address that Muster printed in the terminal.';

/** Judges one request against the port we listen on. */
export function judge(facts: RequestFacts, port: number): Verdict {
  const [host] = facts.hosts;
  if (facts.hosts.length !== 1 || host === undefined || !hostsOf(port).includes(host))
    return nowhere(403, `This address is not Muster's own. ${openStart}`);
  if (!facts.target.startsWith('/') || facts.target.startsWith('//')) return nowhere(400, 'This is not a path.');
  const path = facts.target.split(/[?#]/, 1)[0] ?? '/';
  if (facts.isUpgrade) {
    if (path !== '/api/socket' || facts.method !== 'GET') return nowhere(404, 'There is no socket here.');
    return isOwnOrigin(facts.origin, port) ? { to: 'socket' } : foreign();
  }
  if (path === '/api' || path.startsWith('/api/')) {
    if (facts.method !== 'POST') return nowhere(405, `Calls are POST. ${openStart}`);
    if (!isOwnOrigin(facts.origin, port)) return foreign();
    if (path !== '/api/session') return nowhere(404, 'There is no such call.');
    if (!/^application\/json\s*(;|$)/i.test(facts.contentType ?? '')) return nowhere(415, 'Calls are JSON.');
    return { to: 'session' };
  }
  if (facts.method !== 'GET' && facts.method !== 'HEAD') return nowhere(405, 'Files can only be read.');
  // A page of ours fetches its own files; another origin that asks for them has no reason to.
  if (facts.origin !== null && !isOwnOrigin(facts.origin, port)) return foreign();
  return { to: 'file', path };
}

/** The only Host values that are ours: the address itself, never a name that could be pointed here. */
function hostsOf(port: number): string[] {
  return port === 80 ? ['127.0.0.1', '127.0.0.1:80'] : [`127.0.0.1:${port}`];
}

function isOwnOrigin(origin: string | null, port: number): boolean {
  return origin !== null && origin === (port === 80 ? 'http://127.0.0.1' : `http://127.0.0.1:${port}`);
}

function foreign(): Verdict {
  return nowhere(403, `This page does not belong to Muster. ${openStart}`);
}

function nowhere(status: 400 | 403 | 404 | 405 | 415, message: string): Verdict {
  return { to: 'nowhere', status, message };
}

/**
 * Takes the address to listen on: this computer's own loopback address and nothing else, however the wildcard is spelled.
 * Null = it may not be served.
 */
export function loopbackAddress(wanted: string | null): '127.0.0.1' | null {
  return wanted === null || wanted === '127.0.0.1' || wanted === 'localhost' ? '127.0.0.1' : null;
}
