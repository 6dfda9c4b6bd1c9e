/** A model that does the work of an order from where its history stands, a few milliseconds a word. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Model, ModelRequest } from '../../../agents/models/model.ts';
import { answerOf, stepsIn } from './work.ts';

const msPerWord = 2;

export const pacedModel: Model = {
  lane: 'paced',
  async *complete(request, signal) {
    const step = stepsIn(briefIn(request))[turnOf(request)] ?? { text: 'Nothing more to do.', calls: [] };
    for (const word of step.text.split(' ')) {
      await pause(msPerWord, undefined, { signal });
      yield { kind: 'text', text: `${word} ` };
    }
    yield { kind: 'answer', answer: answerOf(step) };
  },
};

function briefIn(request: ModelRequest): string {
  const [block] = request.messages[0]?.content ?? [];
  return block?.type === 'text' ? block.text : '';
}

function turnOf(request: ModelRequest): number {
  return request.messages.filter((message) => message.role === 'assistant').length;
}
