import type { TabMessage } from './live-messages';
import { lineOf } from './own-line';
import type { LiveHub } from './live-hub';
import type { WorkerMessage } from './worker-channel';

/** What is used of a shared worker's own side; the page is checked with the types of windows alone. */
interface SharedScope {
  onconnect: ((event: MessageEvent) => void) | null;
}

let hub: LiveHub | undefined;

/** Each tab comes with a port of its own; the first one opens the line. */
(self as unknown as SharedScope).onconnect = ({ ports: [port] }) => {
  if (!port) return;
  port.onmessage = ({ data }: MessageEvent<WorkerMessage>) => {
    if (data.type !== 'join') return;
    hub ??= lineOf(data.base);
    const { hear, leave } = hub.join((message) => {
      port.postMessage(message);
    });
    port.onmessage = ({ data: message }: MessageEvent<TabMessage | { type: 'leave' }>) => {
      if (message.type === 'leave') leave();
      else hear(message);
    };
    if (data.lock !== null) void navigator.locks.request(data.lock, leave);
  };
  port.postMessage({ type: 'ready' });
};
