/** What a person does with the team itself: makes and changes teammates, keeps plans, asks who would take a task. */
import type { Answer, Command, CommandOf } from '../domain/commands.ts';
import { accept, refuse } from '../domain/decide/refuse.ts';
import { decideTeammate, type TeammateCommand } from '../domain/decide/teammate.ts';
import type { NewEvent, RecordOf, TeammateEvent } from '../domain/events.ts';
import type { Profile } from '../domain/teammate.ts';
import type { ProfileVersion, Ranked, SuggestedPlan, TeammateDetail } from '../domain/team-views.ts';
import type { Journal } from '../journal/journal.ts';
import type { Clock, MakeId } from '../lib/clock.ts';
import { parseRole, roleMarkdown } from '../roles/role.ts';
import type { Streams } from '../streams.ts';
import { suggestPlans } from './plans.ts';

export type TeamCommand = TeammateCommand | CommandOf<'plan.save' | 'plan.forget'>;

export function isTeamCommand(command: Command): command is TeamCommand {
  return command.type.startsWith('teammate.') || command.type === 'plan.save' || command.type === 'plan.forget';
}

export interface Team {
  dispatch(commandId: string, command: TeamCommand): Promise<Answer<{ seq: number }>>;
  teammate(teammateId: string): Answer<TeammateDetail>;
  roleFile(teammateId: string): Answer<{ name: string; text: string }>;
  parseRole(name: string, text: string): Answer<{ teammateId: string; profile: Profile }>;
  routing(taskId: string): Answer<{ ranking: Ranked[] }>;
  plans(brief: string): SuggestedPlan[];
}

export interface TeamDeps {
  journal: Journal;
  streams: Streams;
  clock: Clock;
  makeId: MakeId;
}

export function makeTeam({ journal, streams, clock }: TeamDeps): Team {
  const unknown = refuse('teammate.unknown', 'There is no such teammate.');
  const meta = (commandId: string) => ({ actor: 'person', atMs: clock.now(), commandId });

  const namesBeside = (teammateId: string): string[] =>
    [...streams.teammates.values()]
      .filter(({ id, standing }) => id !== teammateId && standing !== 'retired')
      .map(({ profile }) => profile.name);

  const versionsOf = (teammateId: string): ProfileVersion[] =>
    [...journal.readStream(`teammate/${teammateId}`)].flatMap((record): ProfileVersion[] => {
      const event = record as RecordOf<TeammateEvent>;
      if (event.type !== 'teammate.joined' && event.type !== 'teammate.revised') return [];
      const { profile, source } = event.data;
      const profileVersion = event.type === 'teammate.joined' ? 1 : event.data.profileVersion;
      const note = event.type === 'teammate.revised' ? (event.data.note ?? '') : '';
      return [{ profileVersion, atMs: event.atMs, source, note, profile }];
    });

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
    dispatch(commandId, command) {
      if (command.type === 'plan.save') return streams.commit('workspace', () => savePlan(command), meta(commandId));
      if (command.type === 'plan.forget')
        return streams.commit('workspace', () => forgetPlan(command), meta(commandId));
      const { teammateId } = command;
      const decide = () => decideTeammate(streams.teammates.get(teammateId) ?? null, command, namesBeside(teammateId));
      return streams.commit(`teammate/${teammateId}`, decide, meta(commandId));
    },
    teammate(teammateId) {
      if (!streams.teammates.has(teammateId)) return unknown;
      return accept({
        versions: versionsOf(teammateId),
        competence: {
          byKind: [],
          calibration: { judged: 0, brier: null, bins: [] },
          reviews: { given: 0, agreed: 0 },
        },
      });
    },
    roleFile(teammateId) {
      const teammate = streams.teammates.get(teammateId);
      if (!teammate) return unknown;
      return accept({ name: `${teammateId.replace(/^tm_/, '')}.md`, text: roleMarkdown(teammate.profile) });
    },
    parseRole(name, text) {
      const role = parseRole(name, text);
      return role.ok ? accept({ teammateId: role.id, profile: role.profile }) : refuse('input.invalid', role.problem);
    },
    routing: () => accept({ ranking: [] }),
    plans: (brief) => suggestPlans(brief, streams.workspace.plans),
  };
}
