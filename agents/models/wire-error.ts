/** Failures of the SDK, the network and the server as the port's own errors, in words for the person. Never with the key. */
import { retryAfterMs } from '../lib/retry-after.ts';
import { ModelError } from './model.ts';
import { errorEvent, garbage } from './wire-answer.ts';
import { limitsOf } from './wire-limits.ts';

export interface FailureContext {
  /** True once the server has begun to answer. */
  hasAnswered: boolean;
  /** Host name of the address, for the sentence. */
  host: string;
  nowMs: number;
}

/** What the SDK's errors carry, read by shape: its classes stay in the one file that imports it. */
interface SdkError {
  status?: unknown;
  headers?: unknown;
  error?: unknown;
  cause?: unknown;
  code?: unknown;
  message?: unknown;
}

/** Contract: total; any thrown value becomes a ModelError. */
export function modelErrorOf(thrown: unknown, context: FailureContext): ModelError {
  if (thrown instanceof ModelError) return thrown;
  const error = (typeof thrown === 'object' && thrown !== null ? thrown : {}) as SdkError;
  if (typeof error.status === 'number') return statusError(error.status, error, context);
  if (thrown instanceof SyntaxError) return garbage('an event is not JSON');
  if (context.hasAnswered) {
    if (error.error !== undefined && error.error !== null) return errorEvent(bodyError(error.error));
    return new ModelError('model.cut', `The connection to ${context.host} broke off in the middle of the answer.`, {
      retryable: true,
    });
  }
  return new ModelError(
    'model.unreachable',
    `${context.host} could not be reached (${networkCode(thrown)}). Check the connection and the address in Settings.`,
    { retryable: true },
  );
}

function statusError(status: number, error: SdkError, { host, nowMs }: FailureContext): ModelError {
  const said = serverSaid(error);
  const headers = error.headers instanceof Headers ? error.headers : new Headers();
  if (status === 401 || status === 403) {
    return new ModelError(
      'model.key',
      `${host} refused the key (${status}). Check the key in Settings, or go on in practice.`,
      { retryable: false },
    );
  }
  if (status === 408 || status === 409 || status === 429 || status >= 500) {
    return new ModelError(
      'model.busy',
      `${host} could not take the request just now (${status}).${said && ` It said: ${said}`}`,
      {
        retryable: headers.get('x-should-retry') !== 'false',
        retryAfterMs: retryAfterMs(headers, nowMs),
        limits: limitsOf(headers, nowMs),
      },
    );
  }
  if (status >= 300 && status < 400) {
    return new ModelError(
      'model.refused',
      `${host} sends requests elsewhere (${status}). Enter the final address in Settings.`,
      {
        retryable: false,
      },
    );
  }
  const what = status === 404 ? 'does not know this model or address' : 'did not accept the request';
  return new ModelError('model.refused', `${host} ${what} (${status}).${said && ` It said: ${said}`}`, {
    retryable: false,
  });
}

/** The server's own sentence; '' = none. Pages of HTML are not sentences. */
function serverSaid(error: SdkError): string {
  const said = bodyError(error.error).message;
  if (typeof said === 'string') return said;
  const plain = typeof error.message === 'string' ? error.message.replace(/^\d{3} /, '') : '';
  return /^\s*[<{[]|status code \(no body\)/.test(plain) ? '' : plain;
}

function bodyError(body: unknown): { type?: unknown; message?: unknown } {
  const inner = typeof body === 'object' && body !== null && 'error' in body ? body.error : body;
  if (typeof inner === 'string') return { message: inner };
  return typeof inner === 'object' && inner !== null ? inner : {};
}

/** The innermost system code (`ECONNREFUSED`), which says more than "fetch failed". */
function networkCode(thrown: unknown): string {
  let code = 'no connection';
  for (let error = thrown as SdkError | null | undefined, depth = 0; error && depth < 5; depth += 1) {
    if (typeof error.code === 'string') ({ code } = error as { code: string });
    error = error.cause as SdkError | null | undefined;
  }
  return code;
}
