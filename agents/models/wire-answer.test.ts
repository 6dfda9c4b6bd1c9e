import { describe, expect, it } from 'vitest';
import type { ModelError } from './model.ts';
import { readAnswer } from './wire-answer.ts';

type Event = Record<string, unknown>;
const begin: Event = { type: 'message_start', message: { usage: { input_tokens: 10 } } };
const end = (stop_reason: unknown, usage: unknown = { output_tokens: 3 }): Event[] => [
  { type: 'message_delta', delta: { stop_reason }, usage },
  { type: 'message_stop' },
];
const text = (index: number, ...pieces: string[]): Event[] => [
  { type: 'content_block_start', index, content_block: { type: 'text', text: '' } },
  ...pieces.map((piece) => ({ type: 'content_block_delta', index, delta: { type: 'text_delta', text: piece } })),
  { type: 'content_block_stop', index },
];
const call = (index: number, id: string, json: string, start: unknown = {}): Event[] => [
  { type: 'content_block_start', index, content_block: { type: 'tool_use', id, name: 'read_file', input: start } },
  ...(json === ''
    ? []
    : [{ type: 'content_block_delta', index, delta: { type: 'input_json_delta', partial_json: json } }]),
  { type: 'content_block_stop', index },
];

function read(events: unknown[]) {
  const reader = readAnswer();
  const given = events.map((event) => reader.take(event)).join('');
  const { answer, rest } = reader.finish('req');
  expect(given + rest).toBe(answer.text);
  return answer;
}

const usage = { input: 10, output: 3, cacheRead: 0, cacheWrite: 0 };
const cutText =
  '[Muster: the answer reached its length limit inside a call of read_file. That call was not made. Go on in smaller pieces.]';

describe('an answer is read', () => {
  it.each<[string, unknown[], object]>([
    [
      'text',
      [begin, ...text(0, 'Good ', 'day.'), ...end('end_turn')],
      { text: 'Good day.', calls: [], stopReason: 'end_turn', usage },
    ],
    [
      'two texts apart',
      [begin, ...text(0, 'A'), ...text(1), ...text(2, 'B', 'C'), ...end('end_turn')],
      { text: 'A\n\nBC' },
    ],
    [
      'calls in order',
      [begin, ...call(0, 'x', '{"path":"a"}'), ...text(1, 'And.'), ...call(2, 'y', ' '), ...end('tool_use')],
      {
        text: 'And.',
        calls: [
          { callId: 'x', tool: 'read_file', args: { path: 'a' } },
          { callId: 'y', tool: 'read_file', args: {} },
        ],
      },
    ],
    [
      'input sent whole at the start',
      [begin, ...call(0, 'x', '', { path: 'a' }), ...end('tool_use')],
      { calls: [{ callId: 'x', tool: 'read_file', args: { path: 'a' } }] },
    ],
    [
      'arguments that are JSON but no object: the gate says no',
      [begin, ...call(0, 'x', '[1]'), ...end('tool_use')],
      { calls: [{ callId: 'x', tool: 'read_file', args: [1] }] },
    ],
    ['a reason never heard of', [begin, ...text(0, 'A'), ...end('new_reason')], { stopReason: 'new_reason' }],
    ['no reason', [begin, ...text(0, 'A'), ...end(null)], { stopReason: 'unknown' }],
    ['a reason without end', [begin, ...text(0, 'A'), ...end('x'.repeat(999))], { stopReason: 'x'.repeat(64) }],
    [
      'parts and events never heard of',
      [
        begin,
        { type: 'ping' },
        { type: 'constructor' },
        { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '' } },
        { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'Hm.' } },
        { type: 'content_block_stop', index: 0 },
        ...text(1, 'A'),
        ...end('end_turn'),
        { type: 'content_block_delta', index: 9 },
      ],
      { text: 'A' },
    ],
    [
      'usage as running totals, odd counts left out',
      [
        begin,
        ...text(0, 'A'),
        ...end('end_turn', {
          output_tokens: 9,
          input_tokens: 12,
          cache_read_input_tokens: 4,
          cache_creation_input_tokens: -1,
        }),
      ],
      { usage: { input: 12, output: 9, cacheRead: 4, cacheWrite: 0 } },
    ],
    [
      'no usage',
      [{ type: 'message_start' }, ...text(0, 'A'), ...end('end_turn', null)],
      { usage: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 } },
    ],
    [
      'text at the limit',
      [begin, ...text(0, 'Half a sent'), ...end('max_tokens')],
      { text: 'Half a sent', stopReason: 'max_tokens' },
    ],
    [
      'nothing at the limit',
      [begin, ...end('max_tokens')],
      { text: '[Muster: the answer reached its length limit before it said anything. Go on in smaller pieces.]' },
    ],
    [
      'half a call at the limit: dropped, named',
      [begin, ...text(0, 'Now.'), ...call(1, 'x', '{"path":"a'), ...end('max_tokens')],
      { text: `Now.\n\n${cutText}`, calls: [] },
    ],
    ['a call cut before its input', [begin, ...call(0, 'x', ''), ...end('max_tokens')], { text: cutText, calls: [] }],
    [
      'a call left open at the limit, a whole one before it',
      [begin, ...call(0, 'x', '{}'), ...call(1, 'y', '{"a":1}').slice(0, 2), ...end('model_context_window_exceeded')],
      { text: cutText, calls: [{ callId: 'x', tool: 'read_file', args: {} }] },
    ],
    [
      'a whole call at the limit',
      [begin, ...call(0, 'x', '{"path":"a"}'), ...end('max_tokens')],
      { text: '', calls: [{ callId: 'x', tool: 'read_file', args: { path: 'a' } }] },
    ],
  ])('%s', (_name, events, expected) => {
    expect(read(events)).toMatchObject({ requestId: 'req', ...expected });
  });
});

describe('an answer is refused', () => {
  it.each<[string, unknown[], ModelError['code'], boolean]>([
    ['nothing came', [], 'model.garbage', true],
    ['no event', [7], 'model.garbage', true],
    ['null', [null], 'model.garbage', true],
    ['not begun', [...text(0, 'A'), ...end('end_turn')], 'model.garbage', true],
    ['begun twice', [begin, begin], 'model.garbage', true],
    ['not ended', [begin, ...text(0, 'A'), ...end('end_turn').slice(0, 1)], 'model.cut', true],
    ['empty', [begin, ...end('end_turn')], 'model.garbage', true],
    ['declined', [begin, ...end('refusal')], 'model.refused', false],
    ['half a call', [begin, ...call(0, 'x', '{"path":'), ...end('tool_use')], 'model.garbage', true],
    [
      'half a call that is not the last',
      [begin, ...call(0, 'x', '{"path":'), ...call(1, 'y', '{}'), ...end('max_tokens')],
      'model.garbage',
      true,
    ],
    ['part left open', [begin, ...text(0, 'A').slice(0, 2), ...end('end_turn')], 'model.garbage', true],
    ['same part twice', [begin, ...text(0, 'A'), ...text(0, 'A')], 'model.garbage', true],
    [
      'part without a place',
      [begin, { type: 'content_block_start', content_block: { type: 'text' } }],
      'model.garbage',
      true,
    ],
    [
      'piece for no part',
      [begin, { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'A' } }],
      'model.garbage',
      true,
    ],
    [
      'piece for a closed part',
      [begin, ...text(0, 'A'), { type: 'content_block_delta', index: 0, delta: {} }],
      'model.garbage',
      true,
    ],
    [
      'piece that is no text',
      [
        begin,
        ...text(0).slice(0, 1),
        { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 7 } },
      ],
      'model.garbage',
      true,
    ],
    [
      'two calls, one id',
      [begin, ...call(0, 'x', '{}'), ...call(1, 'x', '{}'), ...end('tool_use')],
      'model.garbage',
      true,
    ],
    ['call without id', [begin, ...call(0, '', '{}')], 'model.garbage', true],
    [
      'error as an event',
      [begin, { type: 'error', error: { type: 'overloaded_error', message: 'Full' } }],
      'model.busy',
      true,
    ],
    ['error never heard of', [{ type: 'error' }], 'model.busy', true],
    ['key refused in the stream', [begin, { type: 'error', error: { type: 'permission_error' } }], 'model.key', false],
    [
      'request refused in the stream',
      [begin, { type: 'error', error: { type: 'invalid_request_error' } }],
      'model.refused',
      false,
    ],
  ])('%s', (_name, events, code, retryable) => {
    expect(() => read(events)).toThrow(expect.objectContaining({ name: 'ModelError', code, retryable }));
  });
});
