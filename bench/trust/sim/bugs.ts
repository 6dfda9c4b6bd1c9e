/** Bugs planted on purpose, outside the engine: with each of them the simulator must turn red, or it proves nothing. */
import type { Command } from '../../../agents/domain/commands.ts';
import type { Toolbox } from '../../../agents/gate/toolbox.ts';
import type { Tool } from '../../../agents/tools/tool.ts';
import type { DiskBug } from './disk.ts';
import { aborted, type OnCut } from './model.ts';
import type { OracleName } from './promises.ts';

export interface Bug {
  /** The promise it breaks. */
  breaks: OracleName;
  disk?: DiskBug;
  toolbox?: (toolbox: Toolbox) => Toolbox;
  onCut?: OnCut;
  /** What the board makes of a command. */
  hears?: (command: Command) => Command;
}

export const bugs: Readonly<Record<string, Bug>> = {
  /** A call is performed before its intent is safe on disk. */
  'begun-after': {
    breaks: 'duplicate',
    disk: { answersEarly: (events) => events.some((event) => event.type === 'call.begun') },
  },
  /** The journal says yes before the commit. */
  'ack-before-commit': { breaks: 'lost', disk: { answersEarly: () => true } },
  /** A call in doubt that may not be repeated is repeated: its tool says that it may. */
  'retry-doubt': {
    breaks: 'duplicate',
    toolbox: each((tool) => described(tool, { doubt: 'retry', idempotent: 'yes' })),
  },
  /** Questions to the person live in memory only. */
  'drop-approval': { breaks: 'state', disk: { forgets: (record) => record.type === 'call.asked' } },
  /** Calls of an answer that was cut short are acted on. */
  'partial-call': { breaks: 'partial', onCut: (answer) => answer },
  /** Every tool says that it only reads, so nothing asks. */
  'gate-off': { breaks: 'unapproved', toolbox: each((tool) => described(tool, { effect: 'read' })) },
  /** Tools say that they ended, and act all the same. */
  'false-end': {
    breaks: 'after end',
    toolbox: each((tool) => ({
      ...tool,
      perform: (call, context) =>
        Promise.race([
          tool.perform(call, { ...context, signal: new AbortController().signal }),
          aborted(context.signal),
        ]),
    })),
  },
  /** The board does not hear what a task may use. */
  'caps-off': {
    breaks: 'caps',
    hears: (command) => (command.type === 'task.create' ? { ...command, caps: null } : command),
  },
  /** What a part needs is lost between the model's plan and the engine's. */
  'needs-lost': {
    breaks: 'parts',
    toolbox: each((tool) => ({
      ...tool,
      async perform(call, context) {
        const outcome = await tool.perform(call, context);
        return outcome.breakdown
          ? { ...outcome, breakdown: outcome.breakdown.map((part) => ({ ...part, needs: [] })) }
          : outcome;
      },
    })),
  },
  /** Who was given a part lives in memory only. */
  'part-twice': { breaks: 'parts', disk: { forgets: (record) => record.type === 'part.routed' } },
  /** A colleague's question lives in memory only. */
  'asked-twice': {
    breaks: 'words',
    disk: { forgets: (record) => record.type === 'message.posted' && record.data.about === 'question' },
  },
  /** What the person changed, left out or did lives in memory only. */
  'step-forgotten': {
    breaks: 'step',
    disk: { forgets: ({ type }) => type === 'call.edited' || type === 'call.skipped' || type === 'call.taken' },
  },
  /** Whoever left the team is back after a restart. */
  'retired-back': { breaks: 'who', disk: { forgets: (record) => record.type === 'teammate.retired' } },
  /** A circle told is not known after a restart. */
  'circle-twice': { breaks: 'circle', disk: { forgets: (record) => record.type === 'cycle.found' } },
  /** Pauses live in memory only. */
  'pause-forgotten': {
    breaks: 'while paused',
    disk: { forgets: ({ type }) => type === 'task.paused' || type === 'workspace.paused' },
  },
  /** A command sent again is a new command. */
  'command-twice': { breaks: 'answer', disk: { forgetsCommands: true } },
};

function each(change: (tool: Tool) => Tool): (toolbox: Toolbox) => Toolbox {
  return (toolbox) => ({ ...toolbox, tools: new Map([...toolbox.tools].map(([name, tool]) => [name, change(tool)])) });
}

function described(tool: Tool, patch: Partial<Tool['descriptor']>): Tool {
  return { ...tool, descriptor: { ...tool.descriptor, ...patch } };
}
