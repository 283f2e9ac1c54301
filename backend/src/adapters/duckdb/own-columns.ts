type Column = Float64Array | Uint32Array | Uint16Array;

/**
 * The same answer with columns of its own. What comes through the channel of a child process may be views of the
 * channel's own memory: who transfers one of them to another thread would take the channel's memory away.
 */
export function withOwnColumns(answer: unknown): unknown {
  if (answer instanceof Uint8Array) return new Uint8Array(answer);
  if (ArrayBuffer.isView(answer)) return (answer as Column).slice();
  if (typeof answer !== 'object' || answer === null) return answer;
  if (Array.isArray(answer)) return typeof answer[0] === 'object' ? answer.map(withOwnColumns) : answer;
  return Object.fromEntries(Object.entries(answer).map(([name, part]) => [name, withOwnColumns(part)]));
}
