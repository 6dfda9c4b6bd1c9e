import { useLingui } from '@lingui/react/macro';
import type { TeammateState } from '../../agents/domain/teammate.ts';
import { useApp } from '../store/use-app.ts';
import { Select, Switch } from '../ui/field.tsx';
import { modelText } from './profile-text.ts';
import { SaveLine } from './save-line.tsx';
import { groupedTools, neededTools, type ToolGroup } from './tools.ts';
import { useProfileEdit } from './use-profile-edit.ts';

/** What a teammate may do, in plain words, each on or off; and which model it works with. */
export function AccessPart({ teammate }: { teammate: TeammateState }) {
  const { t } = useLingui();
  const { name, tools, model } = teammate.profile;
  const settings = useApp((state) => state.workspace.settings);
  const known = useApp((state) => state.setup?.model.knownModels) ?? [];
  const edit = useProfileEdit(teammate, 'access', { tools: tools.join('\n'), model });
  const on = edit.values.tools === '' ? [] : edit.values.tools.split('\n');
  const titles: Record<ToolGroup, string> = {
    reads: t`Reading`,
    makes: t`Making`,
    asks: t`Asking you`,
    team: t`Working with the team`,
    knows: t`What the team knows`,
    unknown: t`From its file`,
  };
  // A tool that was there keeps its place: what was switched off and on again is no change.
  const turn = (tool: string, isOn: boolean) => {
    const next = isOn ? [...on, tool] : on.filter((other) => other !== tool);
    const kept = tools.filter((other) => next.includes(other));
    edit.change({ tools: [...kept, ...next.filter((other) => !tools.includes(other))].join('\n') });
  };
  const models = [...new Set(['default', ...known, model])];
  return (
    <div className="flex max-w-200 flex-col gap-6">
      <p className="text-text-muted">{t`${name} can do what is switched on and nothing else. Programs, the web and other apps are out of reach.`}</p>
      {groupedTools(tools).map(({ group, rows }) => (
        <section key={group} aria-label={titles[group]}>
          <h3 className="flex h-8 items-center font-semibold">{titles[group]}</h3>
          <ul>
            {rows.map(({ tool, what, bounds }) => (
              <li key={tool} className="flex min-h-12 flex-col justify-center border-t border-hairline py-2">
                <Switch
                  label={<span className="font-medium">{what}</span>}
                  hint={neededTools.includes(tool) ? t`Every teammate can do this` : bounds}
                  checked={on.includes(tool) || neededTools.includes(tool)}
                  disabled={neededTools.includes(tool)}
                  onChange={(isOn) => turn(tool, isOn)}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
      <div className="max-w-100">
        <Select
          label={t`Model`}
          hint={t`The one in Settings is ${settings.model}. In practice no model is asked.`}
          value={edit.values.model}
          options={models.map((id) => ({ value: id, label: modelText(id) }))}
          onChange={(event) => edit.change({ model: event.target.value })}
        />
      </div>
      <div className="sticky -bottom-6 -mb-6 bg-surface pb-6">
        <SaveLine
          teammate={teammate}
          edit={edit}
          onSave={() => void edit.save({ tools: on, model: edit.values.model }, t`Access`)}
        />
      </div>
    </div>
  );
}
