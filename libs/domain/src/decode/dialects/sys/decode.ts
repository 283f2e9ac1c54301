import { isStorableName } from '@sensorium/contracts';
import { deviceKey } from '../../device-key.js';
import type { DialectOutcome } from '../../dialect.js';
import type { IncomingMessage } from '../../incoming.js';
import { decoded, ignored, rejected, type DeviceKey, type Fact } from '../../outcome.js';
import type { Topic } from '../../topic.js';

/**
 * Reads a topic of a broker about itself: `$SYS/broker/…` (Mosquitto, HiveMQ), `$SYS/brokers/<node>/…` (EMQX), else
 * `$SYS/<node>/…` (VerneMQ). The rest names the metric. Undefined for those about no single broker.
 */
export function readTopic({ levels }: Topic): { id: string; metric: string } | undefined {
  const length = levels[1] === 'brokers' ? 3 : 2;
  const metric = levels.slice(length).join('.');
  return metric === '' ? undefined : { id: levels.slice(0, length).join('/'), metric };
}

/** Times of the broker, which some write as seconds since 1970. */
const TIMES = new Set(['timestamp', 'time', 'started', 'datetime']);

export function decodeSys(message: IncomingMessage): DialectOutcome<null> {
  const topic = readTopic(message.topic);
  if (!topic) return ignored('system-topic');
  if (message.isEmpty) return ignored('cleared');
  const device = deviceKey('sys', '', topic.id);
  if (!device) return rejected('bad-id');
  // Events of clients and alarms are objects; they are about others.
  if (message.json()) return ignored('metadata');
  const text = message.text();
  if (text === undefined) return rejected('not-utf8');
  if (topic.metric === 'version') return described(device, text);
  if (TIMES.has(topic.metric)) return ignored('metadata');
  if (!isStorableName(topic.metric)) return rejected('bad-metric');
  const reading = topic.metric === 'uptime' ? readUptime(text) : readNumber(text);
  if (!reading) return ignored('metadata');
  const fact: Fact = {
    type: 'readings',
    device,
    stamp: undefined,
    metrics: [topic.metric],
    values: [reading.value],
    units: [reading.unit],
  };
  return decoded([fact]);
}

function described(device: DeviceKey, version: string): DialectOutcome<null> {
  const model = version.slice(0, 256);
  return decoded([{ type: 'description', device, meta: { model }, mode: 'merge' }]);
}

const NUMBER = /^[-+]?\d{1,20}(?:\.\d{1,20})?(?:[eE][-+]?\d{1,3})?$/;

/** `165 seconds`, and `3 hours, 22 minutes, 5 seconds` as EMQX writes it. */
const SPAN = /^(?:\d{1,10} (?:day|hour|minute|second)s?(?:,\s*|$)){1,4}$/;
const SECONDS = new Map([
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
]);

/** Seconds, where only a number says it. */
function readUptime(text: string): ReturnType<typeof readNumber> {
  const reading = readNumber(text);
  return reading && { value: reading.value, unit: 's' };
}

function readNumber(text: string): { value: number; unit: string | undefined } | undefined {
  if (NUMBER.test(text)) return { value: Number(text), unit: undefined };
  if (!SPAN.test(text)) return undefined;
  let value = 0;
  for (const [, count, word = ''] of text.matchAll(/(\d+) ([a-z]+?)s?(?=,|$)/g)) {
    value += Number(count) * (SECONDS.get(word) ?? 0);
  }
  return { value, unit: 's' };
}
