/** Decides what a person's command does to a teammate. Pure. */
import type { Answer, CommandOf } from '../commands.ts';
import type { TeammateEvent } from '../events.ts';
import type { TeammateState } from '../teammate.ts';
import { accept, refuse } from './refuse.ts';

export type TeammateCommand = CommandOf<
  | 'teammate.create'
  | 'teammate.revise'
  | 'teammate.pause'
  | 'teammate.resume'
  | 'teammate.retire'
  | 'teammate.rejoin'
  | 'teammate.tune'
>;

type Decision = Answer<TeammateEvent[]>;

/** `state: null` = there is no such teammate yet; `names` = those of all others at work. */
export function decideTeammate(
  state: TeammateState | null,
  command: TeammateCommand,
  names: readonly string[],
): Decision {
  if (command.type === 'teammate.create') {
    const { teammateId, profile } = command;
    if (state)
      return refuse('teammate.exists', 'There is a teammate with this file name already. Nothing was changed.');
    if (isTaken(profile.name, names)) return taken(profile.name);
    return accept([{ type: 'teammate.joined', data: { teammateId, profile, source: '' } }]);
  }
  if (!state) return refuse('teammate.unknown', 'There is no such teammate. Nothing was changed.');
  switch (command.type) {
    case 'teammate.revise':
      return revise(state, command, names);
    case 'teammate.pause':
      return state.standing === 'active' ? accept([{ type: 'teammate.paused', data: {} }]) : asItIs(state);
    case 'teammate.resume':
      return state.standing === 'paused' ? accept([{ type: 'teammate.resumed', data: {} }]) : asItIs(state);
    case 'teammate.retire':
      return state.standing === 'retired' ? asItIs(state) : accept([{ type: 'teammate.retired', data: {} }]);
    case 'teammate.rejoin':
      if (state.standing !== 'retired') return asItIs(state);
      if (isTaken(state.profile.name, names)) return taken(state.profile.name);
      return accept([{ type: 'teammate.rejoined', data: {} }]);
    case 'teammate.tune':
      return accept(
        state.unsure === command.unsure ? [] : [{ type: 'teammate.tuned', data: { unsure: command.unsure } }],
      );
  }
}

function revise(
  state: TeammateState,
  { profile, fromVersion, note }: CommandOf<'teammate.revise'>,
  names: readonly string[],
): Decision {
  if (fromVersion !== state.profileVersion)
    return refuse(
      'teammate.stale',
      `${state.profile.name} was changed since you opened this. Nothing was saved; look at the newest version first.`,
    );
  if (isTaken(profile.name, names)) return taken(profile.name);
  if (JSON.stringify(profile) === JSON.stringify(state.profile)) return accept([]);
  return accept([
    {
      type: 'teammate.revised',
      data: { profile, source: '', profileVersion: state.profileVersion + 1, ...(note === '' ? {} : { note }) },
    },
  ]);
}

/** Work is handed on by name, so a name says who. */
function isTaken(name: string, names: readonly string[]): boolean {
  const wanted = name.trim().toLowerCase();
  return names.some((other) => other.trim().toLowerCase() === wanted);
}

function taken(name: string): Decision {
  return refuse('teammate.exists', `Somebody in the team is called ${name} already. Choose another name.`);
}

function asItIs({ profile, standing }: TeammateState): Decision {
  const words = { active: 'at work', paused: 'paused', retired: 'retired' }[standing];
  return refuse('teammate.away', `${profile.name} is ${words}. Nothing was changed.`);
}
