import { useEffect, useState, type RefObject } from 'react';

/** The element's width in rem, renewed as it changes; null until it is measured. Rem, so that 200 % text changes the layout too. */
export function useWidth(element: RefObject<HTMLElement | null>): number | null {
  const [width, setWidth] = useState<number | null>(null);
  useEffect(() => {
    const node = element.current;
    if (!node || typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(([entry]) => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
      if (entry) setWidth(entry.contentRect.width / rem);
    });
    observer.observe(node);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
