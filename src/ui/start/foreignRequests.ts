/** How many requests of the page went to another origin, as the browser itself counts them. */
import { useEffect, useState } from 'react';

const isForeign = ({ name }: PerformanceEntry): boolean => {
  const { protocol, origin } = new URL(name, location.href);
  // blob: and data: never leave the page.
  return protocol.startsWith('http') && origin !== location.origin;
};

/** The count so far; renders again when it grows. */
export function useForeignRequests(): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    // `buffered` brings the entries from before, the page's own first files among them.
    const observer = new PerformanceObserver((list) => {
      const added = list.getEntries().filter(isForeign).length;
      if (added > 0) setCount((before) => before + added);
    });
    observer.observe({ type: 'resource', buffered: true });
    return () => observer.disconnect();
  }, []);
  return count;
}
