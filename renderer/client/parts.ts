/** Walks an iterator of the contract with `for await`; leaving the loop tells the other side to stop. */
export async function* partsOf<T>(iterator: AsyncIterator<T, void, void>): AsyncGenerator<T, void, void> {
  try {
    for (;;) {
      const step = await iterator.next();
      if (step.done) return;
      yield step.value;
    }
  } finally {
    await iterator.return?.();
  }
}
