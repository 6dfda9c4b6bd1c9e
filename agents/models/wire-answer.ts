/** Folds the events of one streamed answer into a message, and refuses whatever is not one. Pure: no SDK, no clock. */
import type { Usage } from '../domain/schema.ts';
import { ModelError, type ModelAnswer } from './model.ts';

export interface AnswerReader {
  /**
   * Takes one parsed event and gives the text it adds to the answer; '' = none.
   * @throws ModelError `model.garbage`; `model.busy`, `model.key` or `model.refused` for an error sent as an ordinary event.
   */
  take(event: unknown): string;
  /** True once the closing event has come: nothing after it counts. */
  isWhole(): boolean;
  /**
   * The message. `rest` is text of ours that belongs to it and has not been given out by `take`; '' = none.
   * @throws ModelError `model.cut` when the closing event never came, `model.garbage`, `model.refused`
   */
  finish(requestId: string | null): { answer: ModelAnswer; rest: string };
}

type Block =
  | { kind: 'text' }
  | { kind: 'call'; id: string; name: string; start: unknown; pieces: string[] }
  | { kind: 'other' };
type Bag = Record<string, unknown>;

/** Reasons after which the last call may be half written through no fault of the server. */
const lengthStops: readonly string[] = ['max_tokens', 'model_context_window_exceeded'];
/** The journal's limit for the name of a tool. */
const maxNameLength = 100;

export function readAnswer(): AnswerReader {
  const blocks = new Map<number, Block & { isOpen: boolean }>();
  const usage: Usage = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
  let text = '';
  let stopReason: string | null = null;
  let hasStarted = false;
  let isWhole = false;
  let startsNewText = false;

  const add = (piece: string): string => {
    if (piece === '') return '';
    const added = startsNewText && text !== '' ? `\n\n${piece}` : piece;
    startsNewText = false;
    text += added;
    return added;
  };

  const start = (event: Bag): string => {
    const index = indexOf(event);
    const block = bag(event['content_block']);
    if (blocks.has(index)) throw garbage('it began the same part twice');
    if (block['type'] === 'text') {
      blocks.set(index, { kind: 'text', isOpen: true });
      startsNewText = true;
      return add(typeof block['text'] === 'string' ? block['text'] : '');
    }
    if (block['type'] === 'tool_use') {
      const { id, name } = block;
      if (typeof id !== 'string' || id === '' || typeof name !== 'string' || name === '' || name.length > maxNameLength)
        throw garbage('it proposed a call without a usable id and name');
      blocks.set(index, { kind: 'call', id, name, start: block['input'], pieces: [], isOpen: true });
    } else blocks.set(index, { kind: 'other', isOpen: true });
    return '';
  };

  const change = (event: Bag): string => {
    const block = blocks.get(indexOf(event));
    if (!block?.isOpen) throw garbage('it wrote into a part that is not open');
    const delta = bag(event['delta']);
    if (delta['type'] === 'text_delta' && block.kind === 'text') return add(string(delta['text']));
    if (delta['type'] === 'input_json_delta' && block.kind === 'call') block.pieces.push(string(delta['partial_json']));
    return '';
  };

  const handlers: Record<string, (event: Bag) => string> = {
    message_start(event) {
      if (hasStarted) throw garbage('it began a second message');
      hasStarted = true;
      readUsage(usage, bag(event['message'])['usage']);
      return '';
    },
    content_block_start: start,
    content_block_delta: change,
    content_block_stop(event) {
      const block = blocks.get(indexOf(event));
      if (!block?.isOpen) throw garbage('it closed a part that is not open');
      block.isOpen = false;
      return '';
    },
    message_delta(event) {
      const reason = bag(event['delta'])['stop_reason'];
      if (typeof reason === 'string') stopReason = reason.slice(0, 64);
      readUsage(usage, event['usage']);
      return '';
    },
    message_stop() {
      isWhole = true;
      return '';
    },
    error(event) {
      throw errorEvent(bag(event['error']));
    },
  };

  return {
    take(event) {
      if (isWhole) return '';
      const parsed = bag(event);
      const type = parsed['type'];
      if (typeof type !== 'string') throw garbage('it sent something that is no event');
      const handle = Object.hasOwn(handlers, type) ? handlers[type] : undefined;
      if (!handle) return '';
      if (!hasStarted && type !== 'message_start' && type !== 'error') throw garbage('it did not begin with a message');
      return handle(parsed);
    },
    isWhole: () => isWhole,
    finish(requestId) {
      if (!isWhole) {
        if (!hasStarted) throw garbage('there was no message in it');
        throw new ModelError('model.cut', 'The answer broke off before it was whole.', { retryable: true });
      }
      const reason = stopReason ?? 'unknown';
      const { calls, dropped } = readCalls([...blocks.values()], lengthStops.includes(reason));
      let rest = '';
      if (dropped !== null) rest = add(note(text, `inside a call of ${dropped}. That call was not made`));
      else if (text === '' && calls.length === 0) {
        if (reason === 'refusal')
          throw new ModelError('model.refused', 'The model declined to answer this request.', { retryable: false });
        if (!lengthStops.includes(reason)) throw garbage('the message was empty');
        rest = add(note(text, 'before it said anything'));
      }
      return { answer: { text, calls, stopReason: reason, usage: { ...usage }, requestId }, rest };
    },
  };
}

/**
 * Reads what the calls say. A call the length limit cut off is dropped whole and named: half a call is never made, and
 * asking again would end at the same limit.
 */
function readCalls(
  blocks: (Block & { isOpen: boolean })[],
  wasCutByLength: boolean,
): { calls: ModelAnswer['calls']; dropped: string | null } {
  const calls: ModelAnswer['calls'] = [];
  let dropped: string | null = null;
  blocks.forEach((block, index) => {
    if (block.isOpen && !wasCutByLength) throw garbage('it left a part open');
    if (block.kind !== 'call') return;
    if (calls.some((call) => call.callId === block.id)) throw garbage('two calls have the same id');
    const json = block.pieces.join('');
    const isLast = wasCutByLength && index === blocks.length - 1;
    const args = json.trim() === '' ? (isLast && isEmpty(block.start) ? undefined : (block.start ?? {})) : parse(json);
    if (args !== undefined && !block.isOpen) calls.push({ callId: block.id, tool: block.name, args });
    else if (isLast) dropped = block.name;
    else throw garbage(`the arguments of ${block.name} are not JSON`);
  });
  return { calls, dropped };
}

/** `undefined` = not JSON, which no JSON text parses to. */
function parse(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}

function isEmpty(value: unknown): boolean {
  return typeof value !== 'object' || value === null || Object.keys(value).length === 0;
}

function note(text: string, where: string): string {
  return `${text === '' ? '' : '\n\n'}[Muster: the answer reached its length limit ${where}. Go on in smaller pieces.]`;
}

/** An error in the middle of a stream, by the type the server gives it; an unknown type may pass, so it is tried again. */
export function errorEvent(error: { type?: unknown; message?: unknown }): ModelError {
  const said = typeof error.message === 'string' && error.message !== '' ? `: ${error.message}` : '.';
  switch (error.type) {
    case 'authentication_error':
    case 'permission_error':
      return new ModelError('model.key', `The key was refused${said}`, { retryable: false });
    case 'invalid_request_error':
    case 'not_found_error':
    case 'request_too_large':
    case 'billing_error':
      return new ModelError('model.refused', `The request was not accepted${said}`, { retryable: false });
    default:
      return new ModelError('model.busy', `The model service broke off with an error${said}`, { retryable: true });
  }
}

export function garbage(what: string): ModelError {
  return new ModelError('model.garbage', `The answer could not be understood: ${what}.`, { retryable: true });
}

function bag(value: unknown): Bag {
  return typeof value === 'object' && value !== null ? (value as Bag) : {};
}

function string(value: unknown): string {
  if (typeof value !== 'string') throw garbage('a piece of it is no text');
  return value;
}

function indexOf(event: Bag): number {
  const index = event['index'];
  if (typeof index !== 'number') throw garbage('a part of it has no place');
  return index;
}

/** Later counts replace earlier ones: the wire's are running totals. */
function readUsage(usage: Usage, from: unknown): void {
  const counts = bag(from);
  usage.input = count(counts['input_tokens']) ?? usage.input;
  usage.output = count(counts['output_tokens']) ?? usage.output;
  usage.cacheRead = count(counts['cache_read_input_tokens']) ?? usage.cacheRead;
  usage.cacheWrite = count(counts['cache_creation_input_tokens']) ?? usage.cacheWrite;
}

function count(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}
