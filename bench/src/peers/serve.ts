import type { Answer } from '../stage/peer.ts';

interface Call {
  call: number;
  what: string;
  input: unknown;
}

/** Answers the calls of the benchmark that started this process, and ends with it. */
export function serve(calls: Readonly<Record<string, (input: never) => unknown>>): void {
  const known = new Map(Object.entries(calls));
  process.on('disconnect', () => process.exit());
  process.on('message', ({ call, what, input }: Call) => {
    const act = known.get(what) as ((input: unknown) => unknown) | undefined;
    void answer(act, input).then(
      (value) => say({ call, value }),
      (error: unknown) => say({ call, error: error instanceof Error ? error.message : String(error) }),
    );
  });
  process.send?.('ready');
}

async function answer(act: ((input: unknown) => unknown) | undefined, input: unknown): Promise<unknown> {
  if (!act) throw new Error('there is no such call');
  return await act(input);
}

function say(message: Answer): void {
  process.send?.(message);
}
