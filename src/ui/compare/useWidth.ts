/** The width of an element in whole pixels, as it changes. */
import { useEffect, useRef, useState, type RefObject } from 'react';

/** Before the first measurement, and where nothing is laid out. */
const unknown = 640;

export function useWidth(): [RefObject<HTMLDivElement | null>, number] {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(unknown);
  useEffect(() => {
    const measured = element.current;
    if (measured === null) return;
    const observer = new ResizeObserver(() =>
      setWidth(Math.max(240, Math.floor(measured.clientWidth))),
    );
    observer.observe(measured);
    return () => observer.disconnect();
  }, []);
  return [element, width];
}
