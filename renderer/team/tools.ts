import { t } from '@lingui/core/macro';

export type ToolGroup = 'reads' | 'makes' | 'asks' | 'team' | 'knows' | 'unknown';

export interface ToolWords {
  tool: string;
  what: string;
  /** What keeps it in bounds; empty = nothing needs to. */
  bounds: string;
  group: ToolGroup;
}

/** Every tool that comes with Muster, in the order it is shown. */
export const knownTools: readonly string[] = [
  'list_files',
  'read_file',
  'search_files',
  'query_table',
  'write_file',
  'note',
  'set_plan',
  'finish',
  'ask_person',
  'plan_parts',
  'delegate',
  'ask_teammate',
  'answer',
  'comment',
  'hand_over',
  'give_opinion',
  'wait',
  'recall',
  'remember',
  'list_conflicts',
  'propose_settlement',
  'consolidate',
];

/** Without these no task can end: every teammate has them, whatever its profile says. */
export const neededTools: readonly string[] = ['set_plan', 'ask_person', 'finish'];

/** What a tool lets a teammate do, in plain words; one that Muster does not have is shown by its name. */
export function toolWords(tool: string): ToolWords {
  const folder = t`Only the folder you gave the task`;
  const say = (group: ToolGroup, what: string, bounds = ''): ToolWords => ({ tool, group, what, bounds });
  switch (tool) {
    case 'list_files':
      return say('reads', t`See which files are in the task’s folder`, folder);
    case 'read_file':
      return say('reads', t`Read files in the task’s folder`, folder);
    case 'search_files':
      return say('reads', t`Search the text of those files`, folder);
    case 'query_table':
      return say('reads', t`Filter, sort and add up tables`, folder);
    case 'write_file':
      return say(
        'makes',
        t`Write files`,
        t`Free in the task’s own work folder; your folder asks you first. Every change can be undone`,
      );
    case 'set_plan':
      return say('makes', t`Show you its plan`);
    case 'note':
      return say('makes', t`Keep notes while it works`, t`Gone when the attempt ends`);
    case 'finish':
      return say('makes', t`Hand in the result`, t`The app checks it before you see it`);
    case 'wait':
      return say('makes', t`Wait for a time`);
    case 'ask_person':
      return say('asks', t`Ask you a question`);
    case 'plan_parts':
      return say('team', t`Cut big work into parts for the team`, t`A long or costly plan asks you first`);
    case 'delegate':
      return say('team', t`Hand a part to a teammate`, t`Spends from the task’s own cap`);
    case 'ask_teammate':
      return say('team', t`Ask a teammate a question`);
    case 'answer':
      return say('team', t`Answer a teammate’s question`);
    case 'comment':
      return say('team', t`Tell a teammate something`);
    case 'hand_over':
      return say('team', t`Hand its task over to a teammate`, t`Says why, what is done and what is left`);
    case 'give_opinion':
      return say('team', t`Review a teammate’s result`, t`Never its own`);
    case 'recall':
      return say('knows', t`Look up what the team knows`);
    case 'remember':
      return say('knows', t`Keep something for later tasks`, t`What came from outside is kept as such`);
    case 'list_conflicts':
      return say('knows', t`See where the team’s knowledge disagrees`);
    case 'propose_settlement':
      return say('knows', t`Propose how a disagreement ends`, t`What you said is never overruled`);
    case 'consolidate':
      return say('knows', t`Make one sentence of several`, t`Deletes nothing`);
    default:
      return say('unknown', tool.replaceAll('_', ' '), t`Muster has no such tool: it does nothing`);
  }
}

const order: readonly ToolGroup[] = ['reads', 'makes', 'asks', 'team', 'knows', 'unknown'];

/** All that can be switched on or off for a teammate, by what it is for: what comes with Muster, then what its file names besides. */
export function groupedTools(named: readonly string[]): { group: ToolGroup; rows: ToolWords[] }[] {
  const words = [...knownTools, ...named.filter((tool) => !knownTools.includes(tool))].map(toolWords);
  return order
    .map((group) => ({ group, rows: words.filter((row) => row.group === group) }))
    .filter(({ rows }) => rows.length > 0);
}
