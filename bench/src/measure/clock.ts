/** ms on the machine's monotonic clock: comparable between the processes of one machine. */
export function machineMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Asks again and again until the answer is something; rejects after `timeoutMs`. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined> | T | undefined,
  { everyMs = 50, timeoutMs = 30_000 } = {},
): Promise<T> {
  const end = machineMs() + timeoutMs;
  while (machineMs() < end) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await pause(everyMs);
  }
  throw new Error(`${what} did not happen within ${timeoutMs / 1_000} s`);
}
