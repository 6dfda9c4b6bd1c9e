/** What the person looks at: screen, open task, layout. Kept in the history's state, never in the address. */
export type Screen = 'board' | 'inbox' | 'team' | 'knowledge' | 'settings';
export type BoardLayout = 'status' | 'teammate';
/** Tabs of the task pane. */
export type TaskTab = 'work' | 'result' | 'changes' | 'together' | 'record';
export type InboxTab = 'all' | 'approve' | 'question' | 'problem' | 'review';
export type Overlay = 'new-task' | 'occasion' | 'palette' | 'keys' | null;

/** The part of the view that back and forward walk through. */
export interface Place {
  screen: Screen;
  /** The task in the right pane; null = none. */
  taskId: string | null;
  taskTab: TaskTab;
  /** The inbox item shown. */
  itemId: string | null;
  /** The teammate shown on the Team screen. */
  teammateId: string | null;
  /** The memory shown whole on the Knowledge screen; null = none. */
  memoryId: string | null;
}

export interface View {
  place: Place;
  layout: BoardLayout;
  inboxTab: InboxTab;
  overlay: Overlay;
  /** The card with the keyboard's attention; acts by key are its. */
  focusedTaskId: string | null;
  /** True: the task pane covers the whole screen. */
  taskWide: boolean;
  /** What was typed into forms that are closed: Escape never loses text. By form and task; gone once sent. */
  drafts: Readonly<Record<string, Draft>>;
}

/** The fields of one form by name. */
export type Draft = Readonly<Record<string, string>>;

export const startPlace: Place = {
  screen: 'board',
  taskId: null,
  taskTab: 'work',
  itemId: null,
  teammateId: null,
  memoryId: null,
};

export function startView(): View {
  return {
    place: startPlace,
    layout: 'status',
    inboxTab: 'all',
    overlay: null,
    focusedTaskId: null,
    taskWide: false,
    drafts: {},
  };
}

const screens: readonly string[] = ['board', 'inbox', 'team', 'knowledge', 'settings'] satisfies Screen[];
const taskTabs: readonly string[] = ['work', 'result', 'changes', 'together', 'record'] satisfies TaskTab[];

/** Reads a place from a history entry; anything foreign gives null. */
export function placeFrom(state: unknown): Place | null {
  if (typeof state !== 'object' || state === null || !('muster' in state)) return null;
  const held = state.muster;
  if (typeof held !== 'object' || held === null) return null;
  const { screen, taskId, taskTab, itemId, teammateId, memoryId } = held as Record<string, unknown>;
  const idOrNull = (value: unknown) => (typeof value === 'string' ? value : null);
  if (typeof screen !== 'string' || !screens.includes(screen)) return null;
  return {
    screen: screen as Screen,
    taskId: idOrNull(taskId),
    taskTab: typeof taskTab === 'string' && taskTabs.includes(taskTab) ? (taskTab as TaskTab) : 'work',
    itemId: idOrNull(itemId),
    teammateId: idOrNull(teammateId),
    memoryId: idOrNull(memoryId),
  };
}

/** Keeps the browser's back and forward in step with the place. Returns how to stop. */
export function keepHistory(ports: {
  history: Pick<History, 'state' | 'pushState' | 'replaceState'>;
  onPop: (listener: (event: PopStateEvent) => void) => () => void;
  place: () => Place;
  setPlace: (place: Place) => void;
  subscribe: (listener: () => void) => () => void;
}): () => void {
  const { history } = ports;
  const first = placeFrom(history.state);
  if (first) ports.setPlace(first);
  else history.replaceState({ muster: ports.place() }, '');
  let shown = ports.place();
  const stopStore = ports.subscribe(() => {
    const place = ports.place();
    if (place === shown) return;
    shown = place;
    history.pushState({ muster: place }, '');
  });
  const stopPop = ports.onPop((event) => {
    const place = placeFrom(event.state) ?? startPlace;
    shown = place;
    ports.setPlace(place);
  });
  return () => {
    stopStore();
    stopPop();
  };
}
