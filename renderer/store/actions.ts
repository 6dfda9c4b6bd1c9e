import type { Answer, Command } from '../../agents/domain/commands.ts';
import type { EngineClient, LinkState } from '../client/client.ts';
import { drawGiven, takeWhole, undrawGiven, dropWhole } from './projection.ts';
import type { AppStore } from './store.ts';
import type { BoardLayout, InboxTab, Overlay, Place } from './view.ts';

/**
 * No answer came back, which is not a refusal. `offline`: no link, the engine may never have seen the request.
 * `internal`: the engine failed on it.
 */
export type NoAnswer = { ok: false; error: { code: 'offline' | 'internal'; message: string } };
export type Reply<T = undefined> = Answer<T> | NoAnswer;

export interface ActionPorts {
  store: AppStore;
  /** The client of the open link; null while offline. */
  client: () => EngineClient | null;
  now: () => number;
  makeId: (prefix: string) => string;
  /** The sentence for `offline`, in the reader's language. */
  offlineText: () => string;
  /** The sentence for `internal`. */
  failedText: () => string;
  /** Hears of refusals and lost links of every dispatch that is not `quiet`. */
  onRefused: (message: string) => void;
}

/** All that screens may ask for. Every dispatch carries its own command id. */
export interface Actions {
  /** Sends a command. `quiet`: the caller shows a refusal itself (a form). Never rejects. */
  dispatch(command: Command, options?: { quiet?: boolean }): Promise<Reply<{ seq: number }>>;
  /** Asks the engine or the host; a lost link is an `offline` reply. `ask((engine) => engine.query.folder({ path }))`. */
  ask<T>(call: (engine: EngineClient) => Promise<T>): Promise<{ ok: true; value: T } | NoAnswer>;
  /** Gives a task to a teammate; the card moves at once and goes back when the engine refuses. `seen`: who had it when the person took hold of it. */
  give(taskId: string, teammateId: string, seen: string | null): Promise<Reply<{ seq: number }>>;
  /** Loads a task whole (`turns` not null) and keeps it so while it is open. */
  loadTask(taskId: string): Promise<Reply>;
  /** Drops the transcript again. */
  dropTask(taskId: string): void;
  go(place: Partial<Place>): void;
  /** Opens a task beside the board. */
  openTask(taskId: string, tab?: Place['taskTab']): void;
  closeTask(): void;
  /** Shows one memory whole, with its sources and its history. */
  openMemory(memoryId: string): void;
  setLayout(layout: BoardLayout): void;
  setInboxTab(tab: InboxTab): void;
  setOverlay(overlay: Overlay): void;
  setFocusedTask(taskId: string | null): void;
  setTaskWide(wide: boolean): void;
  setLink(link: LinkState): void;
  /** A new id: `t` task, `m` message, `c` command, `mem` memory, `er` erasure. */
  makeId(prefix: string): string;
}

export function createActions(ports: ActionPorts): Actions {
  const { store } = ports;
  const offline = (): NoAnswer => ({ ok: false, error: { code: 'offline', message: ports.offlineText() } });

  const ask: Actions['ask'] = async (call) => {
    const client = ports.client();
    if (!client) return offline();
    try {
      return { ok: true, value: await call(client) };
    } catch (error) {
      if (ports.client() !== client) return offline();
      // The link stands and the other side failed: the wire carries no text of its own for that.
      reportError(error);
      return { ok: false, error: { code: 'internal', message: ports.failedText() } };
    }
  };

  const dispatch: Actions['dispatch'] = async (command, options = {}) => {
    const commandId = ports.makeId('c');
    const sent = await ask((client) => client.dispatch({ commandId, command }));
    const reply: Reply<{ seq: number }> = sent.ok ? sent.value : sent;
    if (!reply.ok && !options.quiet) ports.onRefused(reply.error.message);
    return reply;
  };

  return {
    ask,
    dispatch,
    async give(taskId, teammateId, seen) {
      store.setState((state) => drawGiven(state, taskId, teammateId, ports.now()));
      const reply = await dispatch({ type: 'task.assign', taskId, teammateId, seen });
      const { seq } = store.getState();
      // Committed but not yet folded: the event itself takes the drawing away.
      if (!reply.ok || (seq !== null && seq >= reply.value.seq)) store.setState((state) => undrawGiven(state, taskId));
      return reply;
    },
    async loadTask(taskId) {
      for (;;) {
        const sent = await ask((client) => client.query.task({ taskId }));
        if (!sent.ok) return sent;
        const answer = sent.value;
        if (!answer.ok) return answer;
        const { state, taken } = takeWhole(store.getState(), answer.value.task);
        if (!taken) continue;
        store.setState(state);
        return { ok: true, value: undefined };
      }
    },
    dropTask: (taskId) => store.setState((state) => dropWhole(state, taskId)),
    go: (place) => store.setState((state) => ({ place: { ...state.place, ...place }, overlay: null })),
    openTask: (taskId, tab = 'work') =>
      store.setState((state) => ({ place: { ...state.place, taskId, taskTab: tab }, overlay: null })),
    closeTask: () => store.setState((state) => ({ place: { ...state.place, taskId: null }, taskWide: false })),
    openMemory: (memoryId) =>
      store.setState((state) => ({
        place: { ...state.place, screen: 'knowledge', taskId: null, memoryId },
        overlay: null,
      })),
    setLayout: (layout) => store.setState({ layout }),
    setInboxTab: (inboxTab) => store.setState({ inboxTab }),
    setOverlay: (overlay) => store.setState({ overlay }),
    setFocusedTask: (focusedTaskId) => store.setState({ focusedTaskId }),
    setTaskWide: (taskWide) => store.setState({ taskWide }),
    setLink: (link) => store.setState({ link }),
    makeId: ports.makeId,
  };
}
