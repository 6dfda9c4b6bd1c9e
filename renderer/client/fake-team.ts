/** A fake team: its versions and records, role files read and written, and what the acts on a teammate lead to. No rule is checked. */
import type { Answer, Command } from '../../agents/domain/commands.ts';
import type { NewEvent } from '../../agents/domain/events.ts';
import type { Profile, TeammateState } from '../../agents/domain/teammate.ts';
import type { Calibration, Competence, ProfileVersion, TeammateDetail } from '../../agents/domain/team-views.ts';

/** A record of nothing yet. */
export function noCompetence(): Competence {
  return { byKind: [], calibration: { judged: 0, brier: null, bins: [] }, reviews: { given: 0, agreed: 0 } };
}

/** Equal steps of the score with the counts given: accepted, all, and the mean score of the step. */
export function fakeCalibration(counts: readonly (readonly [number, number, number])[], brier: number): Calibration {
  const bins = counts.map(([accepted, all, meanScore], at) => ({
    from: at / counts.length,
    to: (at + 1) / counts.length,
    all,
    accepted,
    meanScore,
  }));
  return { judged: bins.reduce((sum, { all }) => sum + all, 0), brier, bins };
}

/** What the mockup shows of Maya. */
export function fakeCompetence(): Competence {
  return {
    byKind: [
      { kind: 'research', fared: { accepted: 21, sentBack: 6, failed: 1 } },
      { kind: 'compare', fared: { accepted: 14, sentBack: 5, failed: 0 } },
      { kind: 'list', fared: { accepted: 6, sentBack: 3, failed: 2 } },
    ],
    calibration: fakeCalibration(
      [
        [2, 6, 0.3],
        [4, 8, 0.5],
        [10, 14, 0.68],
        [17, 19, 0.85],
        [14, 14, 0.97],
      ],
      0.14,
    ),
    reviews: { given: 12, agreed: 11 },
  };
}

const lines = [
  'Read every file in the folder before you write.',
  'Give the page for every number.',
  'Ask when two sources disagree.',
  'Keep results to two pages unless the brief says more.',
  'Write “not found” instead of a guess.',
];
const notes = [
  '',
  'Read the whole folder first',
  'Page for every number',
  'Two pages at most',
  '“Not found” instead of a guess',
];

/** Gives the first teammate `count` versions in place; returns the profiles of those that are no longer in use. */
export function fakeVersions(team: readonly TeammateState[], count: number): Record<string, Profile> {
  const [first] = team;
  if (!first || count < 2) return {};
  const dayMs = 86_400_000;
  const profileAt = (version: number): Profile => {
    const instructions = lines.slice(0, Math.min(lines.length, version + 1)).join('\n\n');
    return { ...first.profile, tools: standardTools, instructions };
  };
  first.versions = Array.from({ length: count }, (_, at) => ({
    profileVersion: at + 1,
    atMs: Date.now() - (count - at) * 9 * dayMs,
    source: at === 0 ? `${first.id}.md` : '',
    note: notes[at % notes.length] ?? '',
  }));
  first.profileVersion = count;
  const older = Array.from({ length: count - 1 }, (_, at) => [`${first.id}/${at + 1}`, profileAt(at + 1)] as const);
  first.profile = profileAt(count);
  return Object.fromEntries(older);
}

const standardTools = ['list_files', 'read_file', 'write_file', 'set_plan', 'ask_person', 'finish'];

/** Versions whole, by teammate; records; and the hands that change them. */
export class FakeTeam {
  readonly competences: Record<string, Competence>;
  /** Profiles of versions that are no longer in use, as `<teammateId>/<version>`. */
  readonly older: Map<string, Profile>;

  constructor(competences: Record<string, Competence> = {}, older: Record<string, Profile> = {}) {
    this.competences = competences;
    this.older = new Map(Object.entries(older));
  }

  detail(teammate: TeammateState | undefined): Answer<TeammateDetail> {
    if (!teammate) return unknown;
    const versions = teammate.versions.map((version): ProfileVersion => {
      const held = this.older.get(`${teammate.id}/${version.profileVersion}`);
      return { ...version, profile: held ?? teammate.profile };
    });
    return { ok: true, value: { versions, competence: this.competences[teammate.id] ?? noCompetence() } };
  }

  roleFile(teammate: TeammateState | undefined): Answer<{ name: string; text: string }> {
    if (!teammate) return unknown;
    const { instructions, tools, ...settings } = teammate.profile;
    const lines = Object.entries({ ...settings, tools: `[${tools.join(', ')}]` }).map(
      ([name, value]) => `${name}: ${value}`,
    );
    const name = `${teammate.id.replace(/^tm_/, '')}.md`;
    return { ok: true, value: { name, text: `---\n${lines.join('\n')}\n---\n${instructions}\n` } };
  }

  /** Reads front matter of plain lines; enough for the role files that come with Muster. */
  parseRole(name: string, text: string): Answer<{ teammateId: string; profile: Profile }> {
    const parts = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text);
    if (!parts)
      return refused(`The role file ${name} was left out: it does not begin with settings between two lines of ---.`);
    const settings = new Map<string, string>();
    for (const line of (parts[1] ?? '').split('\n')) {
      const at = line.indexOf(':');
      if (at > 0) settings.set(line.slice(0, at), line.slice(at + 1).trim());
    }
    const role = roles.find((known) => known === settings.get('role')) ?? 'executor';
    const listed = /^\[(.*)\]$/.exec(settings.get('tools') ?? '')?.[1];
    const profile: Profile = {
      name: settings.get('name') ?? '',
      role,
      about: settings.get('about') ?? settings.get('description') ?? '',
      tools: listed?.split(',').map((tool) => tool.trim()) ?? standardTools,
      model: settings.get('model') ?? 'default',
      colour: Number(settings.get('colour') ?? 0),
      instructions: (parts[2] ?? '').trim(),
    };
    return { ok: true, value: { teammateId: `tm_${name.replace(/\.md$/, '')}`, profile } };
  }

  /** What a command leads to in the stream of its teammate; null = it is not about a teammate. */
  react(command: Command, teammates: Readonly<Record<string, TeammateState>>): NewEvent[] | null {
    switch (command.type) {
      case 'teammate.create':
        return [
          {
            type: 'teammate.joined',
            data: { teammateId: command.teammateId, profile: command.profile, source: '' },
          },
        ];
      case 'teammate.revise': {
        const before = teammates[command.teammateId];
        if (!before) return [];
        this.older.set(`${before.id}/${before.profileVersion}`, before.profile);
        const { profile, note } = command;
        return [
          {
            type: 'teammate.revised',
            data: { profile, source: '', profileVersion: before.profileVersion + 1, ...(note === '' ? {} : { note }) },
          },
        ];
      }
      case 'teammate.pause':
        return [{ type: 'teammate.paused', data: {} }];
      case 'teammate.resume':
        return [{ type: 'teammate.resumed', data: {} }];
      case 'teammate.retire':
        return [{ type: 'teammate.retired', data: {} }];
      case 'teammate.rejoin':
        return [{ type: 'teammate.rejoined', data: {} }];
      case 'teammate.tune':
        return [{ type: 'teammate.tuned', data: { unsure: command.unsure } }];
      default:
        return null;
    }
  }
}

const roles = ['planner', 'researcher', 'executor', 'reviewer', 'memory manager'] as const;

const unknown = {
  ok: false,
  error: { code: 'teammate.unknown', message: 'There is no such teammate.' },
} as const;

function refused(message: string): Answer<never> {
  return { ok: false, error: { code: 'input.invalid', message } };
}
