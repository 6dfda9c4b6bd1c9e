/** How messages stand in a request: who speaks, and a colleague's words as quoted material. Pure. */
import type { Message } from '../domain/task.ts';
import type { ContentBlock } from '../models/model.ts';
import { commentHeading, handoverHeading, questionHeading, quoted, speakers } from './headings.ts';

export type NameOf = (teammateId: string) => string;

export function messageBlock(message: Message, nameOf: NameOf): ContentBlock {
  const text = message.from === 'teammate' ? quoted(message.text) : message.text;
  return { type: 'text', text: `${headingOf(message, nameOf)}\n${text}` };
}

function headingOf({ from, about, sender, messageId }: Message, nameOf: NameOf): string {
  if (from === 'person') return about === 'hand-back' ? speakers.handBack : speakers.person;
  if (from === 'engine') {
    if (about === 'hand-back') return speakers.handBack;
    return about === null ? speakers.checks : speakers.engine;
  }
  const name = nameOf(sender?.teammateId ?? '');
  if (about === 'question') return questionHeading(name, messageId);
  return about === 'handover' ? handoverHeading(name) : commentHeading(name);
}
