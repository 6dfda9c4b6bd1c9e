/** Looks at what a run has come to: checks, claims, a colleague's word, how sure that makes, and who sees it next. */
import type { RunCommand } from '../domain/decide/run.ts';
import { currentReview, doubts, reviewIdOf } from '../domain/state.ts';
import { routeOf, scoreOf } from '../domain/confidence-score.ts';
import { faredOf, kindOf } from '../domain/operations.ts';
import type { CheckResult } from '../domain/schema.ts';
import type { TaskState } from '../domain/task.ts';
import { claimsOf, stepsOf } from '../gate/claims.ts';
import { runChecks } from '../gate/checks.ts';
import { askedReview, judgeOpinion, type Reviewed } from '../gate/checks/opinion.ts';
import { runCommands } from '../gate/checks/command.ts';
import type { RunProgram } from '../lib/sandbox.ts';
import type { Streams } from '../streams.ts';
import { chooseReviewer } from '../teamwork/choose-reviewer.ts';
import type { Scope, Tool } from '../tools/tool.ts';
import type { GivenTexts, WorkFolders } from '../work-folder.ts';
import { memoryAgreement } from './memory-agreement.ts';
import { briefOfReview } from './review-brief.ts';

export interface CheckDeps {
  streams: Streams;
  tools: ReadonlyMap<string, Tool>;
  workFolders: WorkFolders;
  runProgram: RunProgram;
  given: GivenTexts;
  makeMessageId: () => string;
}

/** What the look comes to: a review to ask for, or the result as checked. */
export async function checkResult(
  task: TaskState,
  scope: Scope,
  signal: AbortSignal,
  deps: CheckDeps,
): Promise<RunCommand> {
  const { streams } = deps;
  const runId = scope.runId;
  const review = currentReview(task);
  const reviewer = review && streams.tasks.get(review.taskId);
  const opinion = reviewer?.opinion ?? null;
  const ran = await runCommands(task.checks, scope.work, deps.runProgram, signal);
  const seen = await deps.workFolders.look(
    { checks: task.checks, opinion, handedIn: task.artifacts.map(({ path }) => path) },
    scope.work,
    scope.files,
    deps.given,
  );
  const summary = task.summary || task.turns?.at(-1)?.text || '';
  const checks =
    review && !task.checks.some(({ kind }) => kind === 'reviewer') ? [...task.checks, askedReview] : task.checks;
  const name = streams.teammates.get(review?.teammateId ?? '')?.profile.name ?? 'The colleague';
  const reviewed: Reviewed | null =
    review &&
    judgeOpinion({ checks, opinion, silence: 'no opinion was given', name, files: seen.files, sources: seen.sources });
  const looked = runChecks({ checks, ...seen, ran, summary, ...(reviewed ? { reviewed: reviewed.outcomes } : {}) });
  const claims = claimsOf({
    // A review speaks of what another did; its own evidence are its quotes, and they are looked up.
    said: task.opinion ? [] : [summary, task.turns?.at(-1)?.text ?? ''],
    documents: seen.files.flatMap(({ text }) => text ?? []),
    steps: stepsOf(task),
    quotes: looked.citations.length,
  });
  const results = [...looked.results, ...claimLine(claims)];
  const quotesLine = looked.results.find(
    ({ checkId }) => checks.find(({ id }) => id === checkId)?.kind === 'citations',
  );
  const kind = kindOf(task);
  const confidence = scoreOf({
    results,
    claims,
    quotes: { all: looked.citations.length, stand: quotesLine?.outcome === 'failed' ? 0 : looked.citations.length },
    opinion: reviewed?.verdict ?? null,
    memory: memoryAgreement(looked.citations, streams.memory),
    fared: faredOf(streams.operations, task.teammateId ?? '', kind),
    ownWord: ownWordOf(summary),
  });
  const verdict =
    looked.verdict === 'nothing'
      ? 'nothing'
      : results.some(({ outcome }) => outcome === 'failed')
        ? 'failed'
        : looked.verdict;
  const author = task.run?.teammateId ?? '';
  const wanted = task.checks.find((check) => check.kind === 'reviewer');
  const choice = chooseReviewer(streams, task, wanted?.teammateId ?? null);
  const route = routeOf({
    results,
    verdict,
    claims,
    confidence,
    unsure: streams.teammates.get(author)?.unsure ?? 'always',
    isOutward: isOutward(task, deps.tools),
    mayEndByRule: task.parent === null && task.trial === null,
    isReviewed: review !== null,
    hasReviewer: choice !== null,
  });
  const submitted = { summary, artifacts: seen.artifacts };
  // What code has found wrong goes back first: a colleague's time is for what code cannot see.
  const isBroken = results.some(({ outcome }) => outcome === 'failed');
  const wantsReview =
    choice !== null &&
    review === null &&
    !isBroken &&
    verdict !== 'nothing' &&
    (wanted !== undefined || route === 'reviewer');
  if (wantsReview && choice) {
    const { title, brief } = briefOfReview(task, summary, seen.files);
    return {
      type: 'review.ask',
      data: { runId, childId: reviewIdOf(task), title, brief, ...choice },
      submitted,
    };
  }
  return {
    type: 'result.check',
    data: { runId, results, verdict, citations: looked.citations, claims, confidence },
    submitted,
    messageId: deps.makeMessageId(),
    isSure: route === 'accept',
  };
}

const claimCheck = { checkId: 'claims', label: 'Each thing it says was done is on record' } as const;

/** One line for all claims; none when nothing is claimed. */
export function claimLine(claims: readonly { text: string; callId: string | null }[]): CheckResult[] {
  if (claims.length === 0) return [];
  const unmet = claims.filter(({ callId }) => callId === null);
  if (unmet.length === 0)
    return [
      { ...claimCheck, outcome: 'passed', evidence: `${claims.length} of ${claims.length} have a step on record` },
    ];
  const said = unmet.slice(0, 3).map(({ text }) => `“${text.slice(0, 120)}”`);
  return [{ ...claimCheck, outcome: 'failed', evidence: `It says ${said.join(', ')}; no step on record did that` }];
}

/** What a summary says of itself. */
function ownWordOf(summary: string): number | null {
  if (summary.trim() === '') return null;
  return /\b(?:not sure|unsure|uncertain|could not|couldn[’']t|unclear|incomplete|missing|unable|may be wrong|guess|not (?:be )?(?:found|checked|verified))\b/i.test(
    summary,
  )
    ? 0.3
    : 1;
}

/** Something left the work folder, or may have happened. */
function isOutward(task: TaskState, tools: ReadonlyMap<string, Tool>): boolean {
  if (doubts(task).length > 0 || task.changes.some(({ place }) => place === 'files')) return true;
  return stepsOf(task).some(({ tool }) => tools.get(tool)?.descriptor.effect === 'egress');
}
