/** A profile as lines a person can compare. */
import { t } from '@lingui/core/macro';
import type { Profile } from '../../agents/domain/teammate.ts';
import { roleText } from '../words/team-words.ts';
import { toolWords } from './tools.ts';

/** Settings a line each, then the instructions: two versions of it differ where the profiles do. */
export function profileText({ name, role, about, model, tools, instructions }: Profile): string {
  const may = tools.map((tool) => toolWords(tool).what).toSorted();
  return [
    t`Name: ${name}`,
    t`Role: ${roleText(role)}`,
    t`Good for: ${about}`,
    t`Model: ${modelText(model)}`,
    ...may.map((what) => t`May: ${what}`),
    '',
    instructions,
  ].join('\n');
}

export function modelText(model: string): string {
  return model === 'default' ? t`the one chosen in Settings` : model;
}
