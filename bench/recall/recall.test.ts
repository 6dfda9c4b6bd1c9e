/** The evaluator on a small conversation of our own, broken in the ways the published one is. */
import { expect, test } from 'vitest';
import { fakeIndex } from '../../agents/memory/fake.ts';
import { readConversations } from './conversations.ts';
import { askAll, figuresOf, rememberAll } from './measure.ts';
import { ndcgAt, recallAt, reciprocalRank } from './metrics.ts';

const file = JSON.stringify([
  {
    sample_id: 'talk-1',
    conversation: {
      speaker_a: 'Ines',
      session_1_date_time: '9:00 am on 2 May, 2026',
      session_1: [
        { speaker: 'Ines', dia_id: 'D1:1', text: 'I repaired the old sailing boat at last.' },
        { speaker: 'Tom', dia_id: 'D1:2', text: 'Wonderful! Look.', blip_caption: 'a lighthouse', query: 'beacon' },
      ],
      session_2: [{ speaker: 'Tom', dia_id: 'D2:1', text: 'My sister plants tulips.' }],
    },
    observation: { session_1: 'Ines has a beacon' },
    qa: [
      { question: 'Who has a sailing boat?', answer: 7, evidence: ['D1:01; D2:1'], category: 1 },
      { question: 'Where is the lighthouse?', evidence: ['D:1:2', 'D1:2', 'D', 'D9:9'], category: 5 },
      { question: 'Nothing is evidence of this', evidence: ['D'], category: 4 },
    ],
  },
]);

test('evidence is made good, and a question without any is left out', () => {
  const [talk] = readConversations(file);
  expect(talk?.turns.map(({ id, session, pos, caption }) => [id, session, pos, caption])).toEqual([
    ['D1:1', 'session_1', 0, null],
    ['D1:2', 'session_1', 1, 'a lighthouse'],
    ['D2:1', 'session_2', 0, null],
  ]);
  expect(talk?.questions.map(({ category, evidence }) => [category, evidence])).toEqual([
    ['multiHop', ['D1:1', 'D2:1']],
    ['adversarial', ['D1:2']],
  ]);
});

test('a file of another shape is refused', () => {
  expect(() => readConversations('[{"sample_id":"x"}]')).toThrow('conversation');
});

test('figures of a ranking', () => {
  const wanted = new Set(['b', 'd']);
  const ranked = ['a', 'b', 'c', 'd'];
  expect([1, 2, 4].map((depth) => recallAt(ranked, wanted, depth))).toEqual([0, 0.5, 1]);
  expect([reciprocalRank(ranked, wanted), reciprocalRank(['a'], wanted)]).toEqual([0.5, 0]);
  expect(ndcgAt(['b', 'd'], wanted, 10)).toBe(1);
  expect(ndcgAt(ranked, wanted, 10)).toBeCloseTo((1 / Math.log2(3) + 1 / Math.log2(5)) / (1 + 1 / Math.log2(3)), 12);
  expect(ndcgAt(ranked, wanted, 1)).toBe(0);
});

test('questions are asked of the index, with captions and without', async () => {
  const measured = async (captions: boolean) => {
    const index = fakeIndex();
    const conversations = readConversations(file);
    await rememberAll(index, conversations, captions);
    return askAll(index, conversations);
  };
  const [boat, lighthouse] = await measured(true);
  expect(boat).toMatchObject({ category: 'multiHop', recall: { 5: 0.5, 10: 0.5 }, reciprocalRank: 1, packed: 0.5 });
  expect(boat).toMatchObject({ sessionHit1: 1 });
  expect(lighthouse).toMatchObject({ recall: { 5: 1 }, reciprocalRank: 1, ndcg10: 1 });
  expect((await measured(false))[1]?.reciprocalRank).toBeLessThan(1);
  expect(figuresOf([boat!, lighthouse!])).toMatchObject({
    questions: 2,
    fourRecall10: 50,
    allRecall10: 75,
    multiHopRecall10: 50,
    adversarialRecall10: 100,
  });
});
