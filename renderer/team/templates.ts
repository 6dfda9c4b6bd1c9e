/** What a new teammate can be made from: the role files that come with Muster, one for each kind of work. */
import executor from '../../agents/roles/executor.md?raw';
import memoryManager from '../../agents/roles/memory-manager.md?raw';
import planner from '../../agents/roles/planner.md?raw';
import researcher from '../../agents/roles/researcher.md?raw';
import reviewer from '../../agents/roles/reviewer.md?raw';
import type { Role } from '../../agents/domain/teammate.ts';

/** In the order they are offered; each is read through the same door as a file a person brings. */
export const templates: readonly { role: Role; text: string }[] = [
  { role: 'researcher', text: researcher },
  { role: 'executor', text: executor },
  { role: 'reviewer', text: reviewer },
  { role: 'planner', text: planner },
  { role: 'memory manager', text: memoryManager },
];

/** A role file that says next to nothing: its tools are those every file gets that names none. */
export const blank = '---\nname: New\nrole: executor\nabout: New\n---\nNew\n';
