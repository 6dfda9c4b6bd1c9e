/** Which recipe serves a desk; a recipe that finds nothing to work with gives way to the plain brief. */
import type { Desk, Recipe } from './desk.ts';
import { rankingOf } from './ranking-view.ts';
import { briefRecipe } from './recipes/brief.ts';
import { canCompare, compareRecipe } from './recipes/compare.ts';
import { conflictsRecipe } from './recipes/conflicts.ts';
import { datesRecipe } from './recipes/dates.ts';
import { rankingRecipe } from './recipes/ranking.ts';
import { statisticsRecipe } from './recipes/statistics.ts';
import { statisticOf } from './statistics-view.ts';

export function chooseRecipe(desk: Desk): Recipe {
  switch (desk.intent.recipe) {
    case 'ranking':
      if (rankingOf(desk)) return rankingRecipe;
      // Documents have no columns to rank by, but their prices can be laid side by side.
      return /\b(?:cheap|expensive|pric|cost)/i.test(desk.intent.asked) && canCompare(desk)
        ? compareRecipe
        : briefRecipe;
    case 'dates':
      return datesRecipe;
    case 'conflicts':
      return conflictsRecipe;
    case 'compare':
      return canCompare(desk) ? compareRecipe : briefRecipe;
    case 'statistics':
      return statisticOf(desk) ? statisticsRecipe : rankingOf(desk) ? rankingRecipe : briefRecipe;
    default:
      return briefRecipe;
  }
}
