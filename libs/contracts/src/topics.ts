/**
 * The native topic grammar (see the API page): `devices/<id>/telemetry`, `…/telemetry/<metric>`,
 * `…/status`, `…/meta`, `…/commands/<cid>` and `…/commands/<cid>/reply`. An id is one topic level.
 */
export type NativeTopic =
  | { part: 'telemetry' | 'status' | 'meta'; base: string; device: string }
  | { part: 'metric'; base: string; device: string; metric: string }
  | { part: 'command' | 'reply'; base: string; device: string; command: string };

/** Prefixes under which native topics are matched: the plain one, and that of the demo fleet on a shared broker. */
export const NATIVE_BASES = ['', 'sensorium-demo'] as const;

/** Reads a native topic; undefined if `topic` is not one, to the letter. */
export function parseNativeTopic(topic: string): NativeTopic | undefined {
  for (const base of NATIVE_BASES) {
    const prefix = base === '' ? 'devices/' : `${base}/devices/`;
    if (topic.startsWith(prefix)) return parseLevels(base, topic.slice(prefix.length).split('/'));
  }
  return undefined;
}

function parseLevels(base: string, levels: string[]): NativeTopic | undefined {
  const [device, part, name, last] = levels;
  if (!device || !part) return undefined;
  if (levels.length === 2 && (part === 'telemetry' || part === 'status' || part === 'meta')) {
    return { part, base, device };
  }
  if (!name) return undefined;
  if (levels.length === 3 && part === 'telemetry') return { part: 'metric', base, device, metric: name };
  if (part !== 'commands') return undefined;
  if (levels.length === 3) return { part: 'command', base, device, command: name };
  if (levels.length === 4 && last === 'reply') return { part: 'reply', base, device, command: name };
  return undefined;
}

/** Topics of one native device under `base` (empty for none). */
export interface DeviceTopics {
  telemetry: string;
  status: string;
  meta: string;
  metric(metric: string): string;
  /** Subscription filter of the commands for this device. */
  commands: string;
  reply(command: string): string;
}

/** Writes the topics of a native device. `device` must be one topic level: without `/`, `+` and `#`. */
export function nativeTopics(device: string, base = ''): DeviceTopics {
  const root = `${base === '' ? '' : `${base}/`}devices/${device}`;
  return {
    telemetry: `${root}/telemetry`,
    status: `${root}/status`,
    meta: `${root}/meta`,
    metric: (metric) => `${root}/telemetry/${metric}`,
    commands: `${root}/commands/+`,
    reply: (command) => `${root}/commands/${command}/reply`,
  };
}

/** Birth and last will of a running Sensorium: retained, `{"state":"online"|"offline",…}`. */
export function instanceStatusTopic(clientId: string): string {
  return `sensorium/${clientId}/status`;
}

/** Where a running Sensorium sends probes to itself through the broker; never retained. */
export function instanceProbeTopic(clientId: string): string {
  return `sensorium/${clientId}/probe`;
}

/** True for a topic of any Sensorium (its status, its probes, notices of its alerts), which is never a device. */
export function isInstanceTopic(topic: string): boolean {
  if (!topic.startsWith('sensorium/')) return false;
  const levels = topic.split('/');
  return levels.length === 3 && ['status', 'probe', 'alerts'].includes(levels[2] ?? '');
}
