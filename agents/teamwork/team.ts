/** What a person does with the team itself: makes and changes teammates, keeps plans, asks who would take a task. */
import type { Answer, Command, CommandOf } from '../domain/commands.ts';
import { competenceOf } from '../domain/competence.ts';
import { accept, refuse } from '../domain/decide/refuse.ts';
import { decideTeammate, type TeammateCommand } from '../domain/decide/teammate.ts';
import type { NewEvent } from '../domain/events.ts';
import type { Profile } from '../domain/teammate.ts';
import type { Ranked, SuggestedPlan, TeammateDetail } from '../domain/team-views.ts';
import type { Journal } from '../journal/journal.ts';
import type { Clock, MakeId } from '../lib/clock.ts';
import { parseRole, roleMarkdown, teammateIdOf } from '../roles/role.ts';
import type { Streams } from '../streams.ts';
import { suggestPlans } from './plans.ts';
import { fileOf, followChange, versionsOf, type RoleFilesDeps } from './role-files.ts';
import { candidatesOf } from './candidates.ts';
import { route } from './routing.ts';

export type TeamCommand = TeammateCommand | CommandOf<'plan.save' | 'plan.forget'>;

export function isTeamCommand(command: Command): command is TeamCommand {
  return command.type.startsWith('teammate.') || command.type === 'plan.save' || command.type === 'plan.forget';
}

export interface Team {
  dispatch(commandId: string, command: TeamCommand): Promise<Answer<{ seq: number }>>;
  teammate(teammateId: string): Answer<TeammateDetail>;
  roleFile(teammateId: string): Answer<{ name: string; text: string }>;
  parseRole(name: string, text: string): Answer<{ teammateId: string; profile: Profile; leftOut: string[] }>;
  routing(taskId: string): Answer<{ ranking: Ranked[] }>;
  plans(brief: string): SuggestedPlan[];
}

export interface TeamDeps {
  journal: Journal;
  streams: Streams;
  clock: Clock;
  makeId: MakeId;
  roleFiles: RoleFilesDeps;
}

/** What each command does to a role file. */
const fileChanges: Partial<Record<TeamCommand['type'], Parameters<typeof followChange>[2]>> = {
  'teammate.create': 'created',
  'teammate.revise': 'revised',
  'teammate.retire': 'retired',
  'teammate.rejoin': 'rejoined',
};

export function makeTeam({ journal, streams, clock, roleFiles }: TeamDeps): Team {
  const unknown = refuse('teammate.unknown', 'There is no such teammate.');
  const meta = (commandId: string) => ({ actor: 'person', atMs: clock.now(), commandId });

  const namesBeside = (teammateId: string): string[] =>
    [...streams.teammates.values()]
      .filter(({ id, standing }) => id !== teammateId && standing !== 'retired')
      .map(({ profile }) => profile.name);

  /** As its file will hold it, so that the file written and read is no other version. */
  const asWritten = (command: CommandOf<'teammate.create' | 'teammate.revise'>): Answer<typeof command> => {
    const role = parseRole(
      `${command.teammateId.replace(/^tm_/, '')}.md`,
      roleMarkdown(command.profile),
      roleFiles.known,
    );
    if (!role.ok) return refuse('input.invalid', `${role.problem.replace(/^.*?: /, 'Nothing was saved: ')}`);
    return accept({ ...command, profile: role.profile });
  };

  /** A new teammate needs a name that its file can bear, and that no file bears yet. */
  const fileProblem = ({ teammateId }: CommandOf<'teammate.create'>): Answer | null => {
    if (streams.teammates.has(teammateId)) return null;
    const file = `${teammateId.replace(/^tm_/, '')}.md`;
    if (teammateIdOf(file) !== teammateId)
      return refuse(
        'input.invalid',
        'The name of a role file holds small letters, digits and dashes. Nothing was saved.',
      );
    return roleFiles.files?.has(file) === true
      ? refuse('teammate.exists', `A file ${file} lies in the team’s folder already. Choose another name.`)
      : null;
  };

  const savePlan = (command: CommandOf<'plan.save'>): Answer<NewEvent[]> => {
    const task = streams.tasks.get(command.taskId);
    if (!task?.breakdown) return refuse('plan.unknown', 'This task has no plan to keep. Nothing was saved.');
    const parts = task.breakdown.parts.map(({ tries: _tries, ...part }) => part);
    const madeFor = `${task.title}\n${task.brief}`.slice(0, 600);
    return accept([{ type: 'plan.saved', data: { planId: command.planId, name: command.name, madeFor, parts } }]);
  };

  const forgetPlan = ({ planId }: CommandOf<'plan.forget'>): Answer<NewEvent[]> =>
    streams.workspace.plans.some((plan) => plan.planId === planId)
      ? accept([{ type: 'plan.forgotten', data: { planId } }])
      : refuse('plan.unknown', 'There is no such plan. Nothing was changed.');

  return {
    async dispatch(commandId, command) {
      if (command.type === 'plan.save') return streams.commit('workspace', () => savePlan(command), meta(commandId));
      if (command.type === 'plan.forget')
        return streams.commit('workspace', () => forgetPlan(command), meta(commandId));
      const { teammateId } = command;
      const problem = command.type === 'teammate.create' ? fileProblem(command) : null;
      if (problem && !problem.ok) return problem;
      const isProfile = command.type === 'teammate.create' || command.type === 'teammate.revise';
      const ready: Answer<TeammateCommand> = isProfile ? asWritten(command) : accept(command);
      if (!ready.ok) return ready;
      const decide = () =>
        decideTeammate(streams.teammates.get(teammateId) ?? null, ready.value, namesBeside(teammateId));
      const done = await streams.commit(`teammate/${teammateId}`, decide, meta(commandId));
      const change = fileChanges[command.type];
      if (done.ok && change) followChange(roleFiles, teammateId, change);
      return done;
    },
    teammate(teammateId) {
      if (!streams.teammates.has(teammateId)) return unknown;
      return accept({
        versions: versionsOf(journal, teammateId),
        competence: competenceOf(streams.operations, teammateId),
      });
    },
    roleFile(teammateId) {
      const teammate = streams.teammates.get(teammateId);
      if (!teammate) return unknown;
      return accept({ name: fileOf(teammate), text: roleMarkdown(teammate.profile) });
    },
    parseRole(name, text) {
      const role = parseRole(name, text, roleFiles.known);
      return role.ok
        ? accept({ teammateId: role.id, profile: role.profile, leftOut: role.leftOut })
        : refuse('input.invalid', role.problem);
    },
    routing(taskId) {
      const task = streams.tasks.get(taskId);
      if (!task) return refuse('task.unknown', 'This task does not exist on this board.');
      return accept({ ranking: route({ ...task, role: null }, candidatesOf(streams, task)) });
    },
    plans: (brief) => suggestPlans(brief, streams.workspace.plans),
  };
}
