/**
 * How Node's heap is kept small where the app runs in a Node of its own. Left alone, V8 lets 128 MB of young objects and four times
 * what is alive gather on a machine with much memory; with 200 runs at once that was 100 to 150 MB of garbage, for a fifth less work.
 * Young objects in 4 MB instead of 16 cost no measurable work and keep another 30 MB free.
 * @type {readonly string[]}
 */
export const appNodeFlags = ['--max-semi-space-size=4', '--heap-growing-percent=100'];

/**
 * Two arenas instead of eight for each core: LanceDB asks on many threads at once, and what each arena keeps for itself grew by 40 KB with
 * every recall. For glibc; other systems do not look at it.
 */
export const appNodeVariables = { MALLOC_ARENA_MAX: '2' };
