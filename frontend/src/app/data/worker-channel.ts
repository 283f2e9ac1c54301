import type { HubMessage, TabChannel, TabMessage } from './live-messages';
import { hasLocks, holdTabLock } from './tab-lock';

/** What a tab says to the worker. `lock`: held as long as the tab lives, where there are locks. */
export type WorkerMessage =
  { type: 'join'; base: string; lock: string | null } | { type: 'leave' } | TabMessage;

/** A worker that has not said that it is ready by then cannot be had, ms. */
const READY_WITHIN_MS = 4_000;

/** Joins the line that a shared worker holds for all tabs of this browser; rejects where there is no such worker. */
export async function joinWorker(base: string, hear: (message: HubMessage) => void): Promise<TabChannel> {
  const lock = hasLocks() ? await holdTabLock() : null;
  const worker = new SharedWorker(new URL('./live.worker', import.meta.url), { type: 'module' });
  const { port } = worker;
  const tell = (message: WorkerMessage): void => {
    port.postMessage(message);
  };
  try {
    await ready(worker);
  } catch (error) {
    lock?.release();
    throw error;
  }
  port.onmessage = ({ data }: MessageEvent<HubMessage>) => {
    hear(data);
  };
  tell({ type: 'join', base, lock: lock?.name ?? null });
  return {
    send: tell,
    close: () => {
      tell({ type: 'leave' });
      port.onmessage = null;
      lock?.release();
    },
  };
}

function ready(worker: SharedWorker): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      reject(new Error('the shared worker does not answer'));
    }, READY_WITHIN_MS);
    worker.onerror = () => {
      clearTimeout(late);
      reject(new Error('the shared worker cannot be loaded'));
    };
    worker.port.onmessage = () => {
      clearTimeout(late);
      resolve();
    };
  });
}
