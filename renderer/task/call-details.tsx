import { useLingui } from '@lingui/react/macro';
import type { Call } from '../../agents/domain/task.ts';
import { useActions } from '../store/use-app.ts';
import { PlainText } from '../inbox/plain-text.tsx';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { pathOf, stringArg } from './steps.ts';
import { useReply } from './use-reply.ts';

/** What a step worked on and what came of it, as text. Asked for when it is opened: results may be large. */
export function CallDetails({ taskId, call }: { taskId: string; call: Call }) {
  const { t } = useLingui();
  const isWhole = call.content !== null && call.blob === null;
  const isOpen = call.content === null && call.blob === null;
  const loaded = useReply(isWhole || isOpen ? null : `${taskId}/${call.callId}`, (engine) =>
    engine.query.callResult({ taskId, callId: call.callId }),
  );
  const text = isWhole ? call.content : loaded.state === 'loaded' ? loaded.value.text : null;
  const written = call.tool === 'write_file' ? stringArg(call.args, 'content') : null;
  return (
    <div className="flex flex-col gap-2 text-text-muted">
      <div className="flex flex-wrap items-center gap-2 text-meta">
        {pathOf(call) && (
          <Chip icon="file">
            <PlainText text={pathOf(call) ?? ''} />
          </Chip>
        )}
        {call.labels?.tainted && (
          <Chip strong icon="outside">
            {t`From outside`}
          </Chip>
        )}
      </div>
      {written !== null && <Text label={t`What was written`} text={written} />}
      {call.child && <OpenPart taskId={call.child.taskId} />}
      {isOpen && <p>{t`Nothing came of it yet.`}</p>}
      {text !== null && written === null && <Text label={t`What came of it`} text={text} />}
      {!isWhole && !isOpen && loaded.state === 'loading' && <p>{t`Opening…`}</p>}
      {loaded.state === 'failed' && !isWhole && (
        <p className="flex items-center gap-2 text-failed">
          {loaded.message} <Button small onClick={loaded.again}>{t`Try again`}</Button>
        </p>
      )}
    </div>
  );
}

function OpenPart({ taskId }: { taskId: string }) {
  const { t } = useLingui();
  const actions = useActions();
  return (
    <div>
      <Button small icon="expand" onClick={() => actions.openTask(taskId)}>{t`Open the part`}</Button>
    </div>
  );
}

function Text({ label, text }: { label: string; text: string }) {
  const { t } = useLingui();
  return (
    <pre
      tabIndex={0}
      aria-label={label}
      role="group"
      className="thin-scroll max-h-80 overflow-auto rounded-control border border-hairline px-3 py-2 font-mono text-body whitespace-pre-wrap wrap-anywhere"
    >
      {text === '' ? t`Nothing` : <PlainText text={text} />}
    </pre>
  );
}
