import { flushSync } from 'react-dom';
import type { Feed } from '../../agents/contract.ts';
import type { Connect } from '../client/client.ts';
import { LiveFeed } from '../client/live-feed.ts';
import { Connection } from '../client/reconnect.ts';
import { createActions, type Actions } from '../store/actions.ts';
import { LiveText } from '../store/live-text.ts';
import { allWell, applyFeed } from '../store/projection.ts';
import { createAppStore, type AppStore } from '../store/store.ts';
import { taskById } from '../store/use-app.ts';
import { keepHistory } from '../store/view.ts';
import { boundariesOf, movedTasks, touchedBy, type Boundary } from './boundaries.ts';
import { makeId } from './ids.ts';
import { CardSlider } from './slide.ts';

export interface SessionPorts {
  connect: Connect;
  offlineText: () => string;
  failedText: () => string;
}

/** Link, store and live text of one window: what runs beside React. */
export interface Session {
  store: AppStore;
  actions: Actions;
  live: LiveText;
  watchLive: (taskId: string) => () => void;
  /** Hears of boundaries and refusals; the shell speaks and shows them. */
  onBoundary: (listen: (boundary: Boundary) => void) => () => void;
  onRefused: (listen: (message: string) => void) => () => void;
  retry: () => void;
  /** Starts; returns how to stop. */
  start: () => () => void;
}

/** Makes the session of a window. Nothing runs before `start`. */
export function createSession(ports: SessionPorts): Session {
  const store = createAppStore();
  const live = new LiveText();
  const boundaryListeners = new Set<(boundary: Boundary) => void>();
  const refusedListeners = new Set<(message: string) => void>();

  const slider = new CardSlider();

  const onFeed = (feed: Feed) => {
    slider.settle();
    const before = store.getState();
    const after = applyFeed(before, feed);
    // Folded again when drawn: a card may have been given away while a transition waited.
    const change = () =>
      flushSync(() => store.setState((state) => (state === before ? after : applyFeed(state, feed))));
    if (feed.kind !== 'events') {
      change();
      return;
    }
    for (const event of feed.events) {
      if (event.type === 'turn.completed' || event.type === 'run.ended')
        live.settle(event.stream.slice('task/'.length));
    }
    const touched = touchedBy(feed.events);
    const moved = movedTasks(
      touched,
      (id) => taskById(before, id),
      (id) => taskById(after, id),
    );
    slider.draw(moved.length === 1 ? (moved[0] ?? null) : null, change);
    for (const boundary of boundariesOf(touched, before.tasks, after.tasks)) {
      for (const listen of boundaryListeners) listen(boundary);
    }
  };

  const connection = new Connection({
    connect: ports.connect,
    lastSeq: () => store.getState().seq,
    onFeed,
    onState: (link) => {
      // What was told over the last link may be over; the engine tells it anew.
      store.setState({ link, health: allWell });
      if (link === 'open') void loadSetup();
    },
  });
  const actions = createActions({
    store,
    client: () => connection.client(),
    now: () => Date.now(),
    makeId,
    offlineText: ports.offlineText,
    failedText: ports.failedText,
    onRefused: (message) => {
      for (const listen of refusedListeners) listen(message);
    },
  });
  const loadSetup = async () => {
    const answer = await actions.ask((engine) => engine.host.setup());
    if (answer.ok) store.setState({ setup: answer.value });
  };
  const liveFeed = new LiveFeed(connection, (parts) => live.push(parts));

  const start = () => {
    const stopHistory = keepHistory({
      history: window.history,
      onPop: (listener) => {
        window.addEventListener('popstate', listener);
        return () => window.removeEventListener('popstate', listener);
      },
      place: () => store.getState().place,
      setPlace: (place) => store.setState({ place }),
      subscribe: (listener) => store.subscribe(listener),
    });
    const onVisible = () => {
      if (document.visibilityState !== 'visible') return;
      live.flush();
      connection.retry();
    };
    document.addEventListener('visibilitychange', onVisible);
    window.addEventListener('online', onVisible);
    void connection.run();
    return () => {
      connection.stop();
      liveFeed.stop();
      stopHistory();
      document.removeEventListener('visibilitychange', onVisible);
      window.removeEventListener('online', onVisible);
    };
  };

  const listenTo =
    <T>(listeners: Set<(value: T) => void>) =>
    (listen: (value: T) => void) => {
      listeners.add(listen);
      return () => {
        listeners.delete(listen);
      };
    };
  return {
    store,
    actions,
    live,
    watchLive: liveFeed.watch,
    onBoundary: listenTo(boundaryListeners),
    onRefused: listenTo(refusedListeners),
    retry: () => connection.retry(),
    start,
  };
}
