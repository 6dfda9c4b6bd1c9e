/** A model that does the work of an order from where its history stands, a few milliseconds a word. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Model, ModelRequest } from '../../../agents/models/model.ts';
import { answerOf, orderIn, stepsOf } from './work.ts';

const msPerWord = 2;

export const pacedModel: Model = {
  async *complete(request, signal) {
    const step = stepsOf(orderOf(request))[turnOf(request)] ?? { text: 'Nothing more to do.', calls: [] };
    for (const word of step.text.split(' ')) {
      await pause(msPerWord, undefined, { signal });
      yield { kind: 'text', text: `${word} ` };
    }
    yield { kind: 'answer', answer: answerOf(step) };
  },
};

function orderOf(request: ModelRequest): number {
  const [block] = request.messages[0]?.content ?? [];
  return orderIn(block?.type === 'text' ? block.text : '');
}

function turnOf(request: ModelRequest): number {
  return request.messages.filter((message) => message.role === 'assistant').length;
}
