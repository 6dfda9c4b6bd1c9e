/** Lets at most `places` pieces of work run at once; the rest wait in order. */
export interface Limit {
  run<T>(work: () => Promise<T>): Promise<T>;
}

export function makeLimit(places: number): Limit {
  let free = places;
  const waiting: (() => void)[] = [];
  return {
    async run(work) {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else free += 1;
      }
    },
  };
}
