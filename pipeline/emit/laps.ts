/** How long the steps of something take. */

/** Milliseconds by step, and what does a step and times it. */
export function laps() {
  const timings: Record<string, number> = {};
  async function lap<T>(name: string, step: () => Promise<T>): Promise<T> {
    const began = performance.now();
    const result = await step();
    timings[name] = performance.now() - began;
    return result;
  }
  return { timings, lap };
}
