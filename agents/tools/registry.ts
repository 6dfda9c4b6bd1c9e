/** All tools there are. Only the gate and tests import this. */
import { z } from 'zod';
import type { Note } from '../domain/task.ts';
import type { TeammateState } from '../domain/teammate.ts';
import type { Blobs } from '../journal/journal.ts';
import type { ToolSpec } from '../models/model.ts';
import { answerDescriptor, answerTool } from './answer.ts';
import { askPersonDescriptor, askPersonTool } from './ask-person.ts';
import { askTeammateDescriptor, askTeammateTool } from './ask-teammate.ts';
import { commentDescriptor, commentTool } from './comment.ts';
import { delegateDescriptor, delegateTool } from './delegate.ts';
import { finishDescriptor, finishTool } from './finish.ts';
import { handOverDescriptor, handOverTool } from './hand-over.ts';
import { giveOpinionDescriptor, giveOpinionTool } from './give-opinion.ts';
import { listFilesDescriptor, listFilesTool } from './list-files.ts';
import {
  consolidateDescriptor,
  listConflictsDescriptor,
  managerTools,
  proposeDescriptor,
  type ManagerDoor,
} from './manager-tools.ts';
import type { MemoryDoor } from './memory-door.ts';
import { recallDescriptor, recallTool, rememberDescriptor, rememberTool } from './memory-tools.ts';
import { noteDescriptor, noteTool } from './note.ts';
import { planPartsDescriptor, planPartsTool, type PlanRoom } from './plan-parts.ts';
import { queryTableDescriptor, queryTableTool } from './query-table.ts';
import { readFileDescriptor, readFileTool } from './read-file.ts';
import { searchFilesDescriptor, searchFilesTool } from './search-files.ts';
import { setPlanDescriptor, setPlanTool } from './set-plan.ts';
import type { TalkDoor } from './talk-door.ts';
import type { Descriptor, Tool } from './tool.ts';
import { waitDescriptor, waitTool } from './wait.ts';
import { writeFileDescriptor, writeFileTool } from './write-file.ts';

// The order the model sees, fixed so that the prompt's beginning can be cached.
const descriptors: readonly Descriptor[] = [
  setPlanDescriptor,
  noteDescriptor,
  listFilesDescriptor,
  searchFilesDescriptor,
  readFileDescriptor,
  queryTableDescriptor,
  writeFileDescriptor,
  askPersonDescriptor,
  planPartsDescriptor,
  delegateDescriptor,
  askTeammateDescriptor,
  commentDescriptor,
  answerDescriptor,
  handOverDescriptor,
  waitDescriptor,
  rememberDescriptor,
  recallDescriptor,
  listConflictsDescriptor,
  proposeDescriptor,
  consolidateDescriptor,
  giveOpinionDescriptor,
  finishDescriptor,
];

/** What the tools need of the engine. */
export interface ToolDeps extends MemoryDoor, ManagerDoor, TalkDoor {
  blobs: Blobs;
  teammates: () => readonly TeammateState[];
  planRoom: (taskId: string) => PlanRoom;
  /** The notes that the run of a task holds. */
  notesOf: (taskId: string) => readonly Note[];
  /** Who made what a review looks at; null = the task is no review. */
  authorOf: (taskId: string) => string | null;
}

/** Builds every tool, by name. */
export function createTools(deps: ToolDeps): Map<string, Tool> {
  const tools: Tool[] = [
    setPlanTool(),
    noteTool(deps.notesOf),
    listFilesTool(),
    searchFilesTool(),
    readFileTool(),
    queryTableTool(),
    writeFileTool(deps.blobs),
    askPersonTool(),
    planPartsTool(deps.teammates, deps.planRoom),
    delegateTool(deps.team),
    askTeammateTool(deps),
    commentTool(deps),
    answerTool(deps.questionsTo),
    handOverTool(deps),
    waitTool(),
    rememberTool(deps),
    recallTool(deps),
    ...managerTools(deps),
    giveOpinionTool(deps.authorOf),
    finishTool(),
  ];
  return new Map(tools.map((tool) => [tool.descriptor.name, tool]));
}

/** What the model is told of the named tools, in a fixed order; names there is no tool for are left out. */
export function toolSpecs(names: readonly string[]): ToolSpec[] {
  return descriptors
    .filter((descriptor) => names.includes(descriptor.name))
    .map((descriptor) => {
      const { $schema: _schema, ...inputSchema } = z.toJSONSchema(descriptor.schema, {
        io: 'input',
        override: forModel,
      });
      return { name: descriptor.name, description: descriptor.description, inputSchema };
    });
}

/** The gate holds what a value must look like; a model guesses no better for a pattern, and every turn would pay for it. */
function forModel({ jsonSchema }: { jsonSchema: { pattern?: unknown; minLength?: unknown } }): void {
  delete jsonSchema.pattern;
  delete jsonSchema.minLength;
}
