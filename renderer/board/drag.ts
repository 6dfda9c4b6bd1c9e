/** Dragging on the board: what is carried, over what, and what letting go would do. The only file that knows the drag library. */
import {
  draggable,
  dropTargetForElements,
  monitorForElements,
} from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { setCustomNativeDragPreview } from '@atlaskit/pragmatic-drag-and-drop/element/set-custom-native-drag-preview';
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element';
import {
  createContext,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useSyncExternalStore,
  type RefObject,
} from 'react';
import type { Column } from '../../agents/domain/state.ts';
import type { QueueSpot } from './queue-order.ts';

/** A card names who had its task when it was taken hold of: somebody else may move it meanwhile. */
export type Dragged = { kind: 'card'; taskId: string; seen: string | null } | { kind: 'mate'; teammateId: string };
export type Target =
  | { kind: 'teammate'; teammateId: string }
  | { kind: 'nobody' }
  | { kind: 'column'; column: Column }
  | { kind: 'card'; taskId: string }
  | ({ kind: 'queue' } & QueueSpot);

export interface DragState {
  dragged: Dragged | null;
  over: Target | null;
}

const still: DragState = { dragged: null, over: null };

/** The drag under way, kept outside React so that a move over the board redraws only what it touches. */
export class DragBoard {
  #state = still;
  #listeners = new Set<() => void>();

  read = (): DragState => this.#state;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  set(state: DragState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  /** Follows the library's drags; `onDrop` hears of a drop on a target that takes it. Returns how to stop. */
  follow(onDrop: (dragged: Dragged, target: Target) => void): () => void {
    return monitorForElements({
      onDragStart: ({ source }) => this.set({ dragged: source.data as Dragged, over: null }),
      onDropTargetChange: ({ source, location }) => {
        const over = location.current.dropTargets[0]?.data as Target | undefined;
        this.set({ dragged: source.data as Dragged, over: over ?? null });
      },
      // Within one queued card only the nearer edge changes, which is no change of target.
      onDrag: ({ location }) => {
        const over = location.current.dropTargets[0]?.data as Target | undefined;
        const held = this.#state.over;
        if (over?.kind === 'queue' && held?.kind === 'queue' && over.edge !== held.edge)
          this.set({ ...this.#state, over });
      },
      onDrop: ({ source, location }) => {
        this.set(still);
        const target = location.current.dropTargets[0];
        if (target) onDrop(source.data as Dragged, target.data as Target);
      },
    });
  }
}

export const DragContext = createContext<DragBoard | null>(null);

function useDragBoard(): DragBoard {
  const board = useContext(DragContext);
  if (!board) throw new Error('DragContext is missing above this component');
  return board;
}

/** Reads one fact of the drag; redraws only when that fact changes. */
export function useDrag<T extends string | number | boolean | null>(select: (state: DragState) => T): T {
  const board = useDragBoard();
  return useSyncExternalStore(board.subscribe, () => select(board.read()));
}

/** The whole drag, for the hint bar. */
export function useDragState(): DragState {
  const board = useDragBoard();
  return useSyncExternalStore(board.subscribe, board.read);
}

/** Makes an element draggable; the preview is the element itself with a shadow. `what` is read when the drag begins. */
export function useDraggable(ref: RefObject<HTMLElement | null>, what: Dragged): void {
  const newest = useRef(what);
  useLayoutEffect(() => {
    newest.current = what;
  });
  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    return draggable({
      element,
      getInitialData: () => ({ ...newest.current }),
      onGenerateDragPreview: ({ nativeSetDragImage, location }) => {
        const { left, top } = element.getBoundingClientRect();
        const { clientX, clientY } = location.current.input;
        const grip = { x: clientX - left, y: clientY - top };
        setCustomNativeDragPreview({
          nativeSetDragImage,
          getOffset: () => grip,
          render: ({ container }) => {
            container.append(previewOf(element));
          },
        });
      },
    });
  }, [ref]);
}

function previewOf(element: HTMLElement): HTMLElement {
  const copy = element.cloneNode(true) as HTMLElement;
  copy.style.width = `${element.offsetWidth}px`;
  copy.style.viewTransitionName = '';
  copy.classList.add('shadow-float', 'bg-surface');
  return copy;
}

/** The edge of a card in a list that a pointer is nearer to. */
export function edgeAt({ clientY, box }: { clientY: number; box: Pick<DOMRect, 'top' | 'height'> }): QueueSpot['edge'] {
  return clientY < box.top + box.height / 2 ? 'before' : 'after';
}

/** Makes an element a drop target for what `accepts` says yes to. Keep `accepts` stable: a new one registers anew. */
export function useDropTarget(
  ref: RefObject<HTMLElement | null>,
  target: Target | ((spot: { clientY: number; box: DOMRect }) => Target),
  accepts: (dragged: Dragged) => boolean,
): void {
  const newest = useRef(target);
  useLayoutEffect(() => {
    newest.current = target;
  });
  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    return dropTargetForElements({
      element,
      getData: ({ input: { clientY } }) => {
        const found = newest.current;
        return { ...(typeof found === 'function' ? found({ clientY, box: element.getBoundingClientRect() }) : found) };
      },
      canDrop: ({ source }) => accepts(source.data as Dragged),
    });
  }, [ref, accepts]);
}

/** Lets the list inside an element scroll while something is dragged near its edges. */
export function useAutoScroll(ref: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const list = ref.current?.firstElementChild;
    return list ? autoScrollForElements({ element: list }) : undefined;
  }, [ref]);
}
