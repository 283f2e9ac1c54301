import { asStoreError } from './faults.js';
import type { StoreCall, StoreReport } from './protocol.js';
import { StoreEngine } from './store-engine.js';
import type { StoreOptions } from './store-options.js';

/** Entry of the process that has the store's files open: it ends when the channel to its parent closes. */

const engine = new StoreEngine(JSON.parse(process.argv[2] ?? '{}') as StoreOptions);

// A stop goes to the whole group of processes; the parent closes the store in its own order.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.on('message', (call: StoreCall) => void answer(call).then(send));
process.on('disconnect', () => void engine.close().finally(() => process.exit()));

async function answer({ call, name, args }: StoreCall): Promise<StoreReport> {
  try {
    const act = engine[name].bind(engine) as (...given: unknown[]) => unknown;
    return { type: 'answer', call, result: await act(...args) };
  } catch (error) {
    const { fault, message } = asStoreError(error);
    return { type: 'fault', call, fault, message };
  }
}

/** A parent that is gone needs no answer. */
function send(report: StoreReport): void {
  if (process.connected) process.send?.(report, undefined, undefined, () => undefined);
}
