/** A board with one task in each state a person meets, by scripts that a brief names. */
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { card, newTask } from './board.ts';
import { ask, finish, noteScript, plan, write } from './scripts.ts';
import type { ScriptedModelOptions } from './scripted-model.ts';

/** For the model of a busy board: what no script is named for is held for ever. */
export const busyModel: ScriptedModelOptions = {
  behaviour: 'slow',
  scripts: {
    note: noteScript,
    question: [
      { text: 'I plan it.', calls: [plan(1)] },
      { text: 'One question.', calls: [ask('Which year do you mean?', ['This year', 'Last year'])] },
    ],
    letter: [
      { text: 'I plan it.', calls: [plan(0)] },
      { text: 'I write it.', calls: [write('files/letter.txt', 'Dear Zoë,\n\nthe price is 1 200 €.\n')] },
    ],
    empty: [{ text: 'I have nothing.', calls: [finish('There was nothing to be found in the folder.', [])] }],
  },
};

/** Gives tasks away until there is one waiting, working, asking, asking for a yes, ready, failed, stopped and done. */
export async function fillBoard(page: Page, folder: string): Promise<void> {
  await newTask(page, { brief: 'Accepted note [script:note]', giveTo: 'Maya, researcher' });
  await expect(card(page, 'Accepted note')).toContainText('Ready to review');
  await card(page, 'Accepted note').focus();
  await page.keyboard.press('d');
  await expect(card(page, 'Accepted note')).toContainText('Accepted by you');
  await newTask(page, { brief: 'Note to look at [script:note]', giveTo: 'Maya, researcher' });
  await newTask(page, { brief: 'Letter for the customer [script:letter]', folder, giveTo: 'Maya, researcher' });
  await newTask(page, { brief: 'Which year it was [script:question]', giveTo: 'Tomás, executor' });
  await newTask(page, { brief: 'Unknown model [script:404]', giveTo: 'Owen, planner' });
  await newTask(page, { brief: 'Empty hands [script:empty]', giveTo: 'Owen, planner' });
  await newTask(page, { brief: 'Long work', giveTo: 'June, memory manager' });
  await newTask(page, { brief: 'Work in line', giveTo: 'June, memory manager' });
  await newTask(page, { brief: 'Ended early', giveTo: 'Priya, reviewer' });
  await newTask(page, { brief: 'Nobody’s yet' });
  await expect(card(page, 'Ended early')).toContainText('Planning');
  await card(page, 'Ended early').focus();
  await page.keyboard.press('.');
  for (const [title, words] of [
    ['Ended early', 'Stopped'],
    ['Note to look at', 'Ready to review'],
    ['Letter for', 'Needs you'],
    ['Which year it was', 'Which year do you mean?'],
    ['Unknown model', 'Failed'],
    ['Empty hands', 'produced nothing'],
    ['Long work', 'Planning'],
    ['Work in line', 'Waiting for June (2nd)'],
  ] as const)
    await expect(card(page, title)).toContainText(words);
}
