/** Reads conversations of the LoCoMo shape, and makes good what is broken in their evidence: the file itself stays as it is. */
import { z } from 'zod';

/** The kinds of question, in the order of their numbers in the file. */
export const categories = ['multiHop', 'temporal', 'open', 'single', 'adversarial'] as const;
export type Category = (typeof categories)[number];

export interface Turn {
  id: string;
  session: string;
  /** Place in its session, from 0. */
  pos: number;
  speaker: string;
  text: string;
  /** What a shared picture shows; null = none was shared. */
  caption: string | null;
}

export interface Question {
  text: string;
  category: Category;
  /** Ids of the turns that answer it; never empty. */
  evidence: string[];
}

export interface Conversation {
  id: string;
  turns: Turn[];
  questions: Question[];
}

const TurnShape = z.object({
  speaker: z.string(),
  dia_id: z.string(),
  text: z.string(),
  blip_caption: z.string().optional(),
});
/** Only what a real system would see is read: no annotator's search string, no summary, no answer. */
const FileShape = z.array(
  z.object({
    sample_id: z.string(),
    conversation: z.record(z.string(), z.unknown()),
    qa: z.array(
      z.object({ question: z.string(), evidence: z.array(z.string()), category: z.number().int().min(1).max(5) }),
    ),
  }),
);

/** @throws Error when the file has another shape */
export function readConversations(json: string): Conversation[] {
  return FileShape.parse(JSON.parse(json)).map(({ sample_id, conversation, qa }) => {
    const turns = Object.entries(conversation).flatMap(([name, value]) =>
      /^session_\d+$/.test(name) ? turnsOf(name, z.array(TurnShape).parse(value)) : [],
    );
    const known = new Set(turns.map(({ id }) => id));
    const questions = qa.flatMap(({ question, evidence, category }): Question[] => {
      const ids = evidenceOf(evidence, known);
      const name = categories[category - 1];
      return name === undefined || ids.length === 0 ? [] : [{ text: question, category: name, evidence: ids }];
    });
    return { id: sample_id, turns, questions };
  });
}

function turnsOf(session: string, turns: z.infer<typeof TurnShape>[]): Turn[] {
  return turns.map(({ dia_id, speaker, text, blip_caption }, pos) => ({
    id: dia_id,
    session,
    pos,
    speaker,
    text,
    caption: blip_caption ?? null,
  }));
}

/** Two ids in one string, a colon too many, leading zeros, fragments and turns that do not exist: all occur. */
function evidenceOf(written: readonly string[], known: ReadonlySet<string>): string[] {
  const ids = written.flatMap((text) =>
    [...text.matchAll(/D:?(\d+):0*(\d+)/g)].map(([, session, turn]) => `D${session}:${turn}`),
  );
  return [...new Set(ids)].filter((id) => known.has(id));
}
