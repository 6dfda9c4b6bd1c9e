import { t } from '@lingui/core/macro';

export interface ToolWords {
  what: string;
  /** What keeps it in bounds; empty = nothing needs to. */
  bounds: string;
  group: 'reads' | 'makes' | 'asks' | 'knows';
}

/** What a tool lets a teammate do, in plain words; a tool nobody has described is shown by its name. */
export function toolWords(tool: string): ToolWords {
  switch (tool) {
    case 'list_files':
      return {
        group: 'reads',
        what: t`See which files are in the task’s folder`,
        bounds: t`Only the folder you gave the task`,
      };
    case 'read_file':
      return { group: 'reads', what: t`Read files in the task’s folder`, bounds: t`Only the folder you gave the task` };
    case 'search_files':
      return { group: 'reads', what: t`Search the text of those files`, bounds: t`Only the folder you gave the task` };
    case 'query_table':
      return { group: 'reads', what: t`Filter, sort and add up tables`, bounds: t`Only the folder you gave the task` };
    case 'write_file':
      return {
        group: 'makes',
        what: t`Write files`,
        bounds: t`Free in the task’s own work folder; your folder asks you first. Every change can be undone`,
      };
    case 'set_plan':
      return { group: 'makes', what: t`Show you its plan`, bounds: '' };
    case 'note':
      return { group: 'makes', what: t`Keep notes while it works`, bounds: t`Gone when the attempt ends` };
    case 'finish':
      return { group: 'makes', what: t`Hand in the result`, bounds: t`The app checks it before you see it` };
    case 'ask_person':
      return { group: 'asks', what: t`Ask you a question`, bounds: '' };
    case 'recall':
      return { group: 'knows', what: t`Look up what the team knows`, bounds: '' };
    case 'remember':
      return {
        group: 'knows',
        what: t`Keep something for later tasks`,
        bounds: t`What came from outside is kept as such`,
      };
    default:
      return { group: 'makes', what: tool.replaceAll('_', ' '), bounds: '' };
  }
}

/** Groups a teammate's tools by what they are for, in a fixed order. */
export function groupedTools(tools: readonly string[]): { group: ToolWords['group']; rows: ToolWords[] }[] {
  const words = tools.map(toolWords);
  const order: ToolWords['group'][] = ['reads', 'makes', 'asks', 'knows'];
  return order
    .map((group) => ({ group, rows: words.filter((row) => row.group === group) }))
    .filter(({ rows }) => rows.length > 0);
}
