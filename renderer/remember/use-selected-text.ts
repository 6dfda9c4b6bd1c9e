import { useEffect, useState, type RefObject } from 'react';
import { sentenceOf } from './remember-words.ts';

export interface SelectedText {
  sentence: string;
  /** Where it ends on the window, in px. */
  left: number;
  top: number;
}

/** The text selected inside an element; null = none. Fields are left out: what is typed there is not a result. */
export function useSelectedText(inside: RefObject<HTMLElement | null>): SelectedText | null {
  const [selected, setSelected] = useState<SelectedText | null>(null);
  useEffect(() => {
    const look = () => setSelected(selectedIn(inside.current));
    document.addEventListener('selectionchange', look);
    // What is drawn beside it is fixed to the window: it has to follow.
    document.addEventListener('scroll', look, true);
    return () => {
      document.removeEventListener('selectionchange', look);
      document.removeEventListener('scroll', look, true);
    };
  }, [inside]);
  return selected;
}

/** Also read at the moment of acting: a menu may have taken the focus, never the selection. */
export function selectedIn(node: HTMLElement | null): SelectedText | null {
  const selection = getSelection();
  if (!node || !selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!node.contains(range.commonAncestorContainer)) return null;
  const sentence = sentenceOf(selection.toString());
  if (sentence.length < 3) return null;
  const box = range.getBoundingClientRect();
  return {
    sentence,
    left: Math.max(8, Math.min(box.left, window.innerWidth - 140)),
    top: Math.max(8, Math.min(box.bottom + 4, window.innerHeight - 40)),
  };
}
