/** Which job serves a desk; null = a page on the files of the folder. */
import type { Desk } from '../desk.ts';
import { builderJob } from './builder.ts';
import type { Job } from './job.ts';
import { keeperJob } from './memory-keeper.ts';
import { plannerJob } from './planner.ts';
import { reviewerJob } from './reviewer.ts';

export function chooseJob(desk: Desk): Job | null {
  const own = plannerJob(desk) ?? reviewerJob(desk) ?? keeperJob(desk);
  // A researcher goes back to the files; whoever writes builds on what was found there.
  return own ?? (desk.state.role === 'executor' || !desk.state.hasFolder ? builderJob(desk) : null);
}
