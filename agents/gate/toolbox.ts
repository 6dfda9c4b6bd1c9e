/** Opens the tools for the engine: the gate is the only folder that may import them. */
import type { ToolSpec } from '../models/model.ts';
import { createTools, toolSpecs, type ToolDeps } from '../tools/registry.ts';
import type { Tool, Undo } from '../tools/tool.ts';
import { createUndo } from '../tools/undo.ts';

export interface Toolbox {
  tools: ReadonlyMap<string, Tool>;
  /** Specs of the named tools as the model reads them; names nobody has are left out. */
  toolSpecs: (names: readonly string[]) => ToolSpec[];
  undo: Undo;
}

export function makeToolbox(deps: ToolDeps): Toolbox {
  const tools = createTools(deps);
  // Drawn from the schemas once: it costs more than all else that is built for a turn.
  let all: ToolSpec[] | null = null;
  const specsOf = (names: readonly string[]): ToolSpec[] => {
    all ??= toolSpecs([...tools.keys()]);
    return all.filter((spec) => names.includes(spec.name));
  };
  return { tools, toolSpecs: specsOf, undo: createUndo(deps.blobs) };
}
