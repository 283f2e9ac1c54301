import type {
  DevicePatch,
  IngestReceipt,
  Lab,
  LabRequest,
  LastMessage,
  LogEntry,
  Site,
  SitePatch,
} from '@sensorium/contracts';
import type { LogRequest } from './registry-store.js';

export const INGEST = Symbol('Ingest');

/** What can be asked of the ingest. Each fails with an ApiError for what is not there or cannot be. */
export interface IngestCalls {
  /** Takes one native payload of `device` through the same decoder as MQTT; answers when it is durable. */
  submit(device: string, payload: Uint8Array): Promise<IngestReceipt>;
  patch(uid: string, patch: DevicePatch): void;
  /** Forgets a device; with `clear`, its retained topics at the broker too. */
  remove(uid: string, clear: boolean): Promise<void>;
  /** The device `by` takes the place of `uid`, which keeps its name, its id and its history. */
  replace(uid: string, by: string): Promise<void>;
  lastMessage(uid: string): LastMessage;
  patchSite(id: string, patch: SitePatch): Site;
  readLog(request: LogRequest): Promise<LogEntry[]>;
  /** Starts a lab series, or goes on with the one that is named. */
  lab(request: LabRequest): Lab;
  /**
   * Publishes a message of our own at QoS 1; resolves once the broker has it. Fails as `forbidden` unless
   * `MQTT_PUBLISH` is
   * `all`, as `unavailable` while the link is down.
   */
  publish(topic: string, payload: Uint8Array, options: { retain: boolean }): Promise<void>;
}

/** The ingest as the rest of the backend sees it: what it was asked is in the fleet view when it answers. */
export type Ingest = {
  [Call in keyof IngestCalls]: (
    ...args: Parameters<IngestCalls[Call]>
  ) => Promise<Awaited<ReturnType<IngestCalls[Call]>>>;
} & {
  /** Why the ingest does not run; undefined while it does. */
  fault(): string | undefined;
  /** Since when that is so, µs. */
  since(): number;
};
