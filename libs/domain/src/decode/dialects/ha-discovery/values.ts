import { isStorableName } from '@sensorium/contracts';
import { deviceKey } from '../../device-key.js';
import type { DialectOutcome } from '../../dialect.js';
import type { IncomingMessage } from '../../incoming.js';
import { decoded, ignored, rejected, type DeviceKey, type Fact, type RawValue } from '../../outcome.js';
import { valuesOutcome } from '../../readings.js';
import type { AvailabilityBinding, DiscoveryState, ValueBinding } from './state.js';
import { parseTemplate } from './template.js';

type Outcome = DialectOutcome<DiscoveryState>;

/** Decodes a message on a topic that a configuration has bound. */
export function decodeBound(message: IncomingMessage, state: DiscoveryState): Outcome {
  const bindings = state.bindings.get(message.topic.text) ?? [];
  if (message.isEmpty) return ignored('cleared');
  const text = message.text();
  if (text === undefined) return rejected('not-utf8');
  const values = new Map<DeviceKey, Map<string, RawValue>>();
  const facts: Fact[] = [];
  // All entities of a device name the same topics: it is said once.
  const there = new Map<DeviceKey, boolean>();
  let { heard } = state;
  for (const binding of bindings) {
    const value = valueOf(binding, text, message);
    if (binding.type === 'availability') {
      const said = availability(binding, value, heardOf(state, binding.device.id), message.topic.text);
      if (!said) continue;
      heard = heard.with(binding.device.id, said.heard);
      there.set(keyOf(binding.device), said.online);
    } else if (value !== undefined && value !== null) note(values, binding, value);
  }
  for (const [device, online] of there) facts.push({ type: 'availability', device, online });
  for (const [device, metrics] of values) {
    const outcome = valuesOutcome(keyOf(device), Object.fromEntries(metrics));
    if (outcome.kind === 'facts') facts.push(...outcome.facts);
  }
  if (facts.length === 0) return ignored('no-values');
  return { ...decoded(facts), ...(heard === state.heard ? {} : { state: { ...state, heard } }) };
}

/** Keys are kept in our state for long: whoever looks devices up goes by the one in use now. */
function keyOf({ dialect, base, id }: DeviceKey): DeviceKey {
  return deviceKey(dialect, base, id) ?? { dialect, base, id };
}

function note(values: Map<DeviceKey, Map<string, RawValue>>, binding: ValueBinding, value: unknown): void {
  if (!isStorableName(binding.metric)) return;
  const metrics = values.get(binding.device) ?? new Map<string, RawValue>();
  metrics.set(binding.metric, inWords(value, binding.words) as RawValue);
  values.set(binding.device, metrics);
}

/** What the template picks of the payload; the payload itself without one. */
function valueOf(
  { template }: ValueBinding | AvailabilityBinding,
  text: string,
  message: IncomingMessage,
): unknown {
  const body = message.body();
  if (template === undefined) return typeof body === 'string' ? undefined : body.value;
  return parseTemplate(template)?.run(
    text,
    () => message.json() ?? (typeof body === 'string' ? undefined : body.value),
  )?.value;
}

function inWords(value: unknown, words: ValueBinding['words']): unknown {
  if (!words) return value;
  const text = asWord(value);
  if (text === asWord(words.on)) return true;
  return text === asWord(words.off) ? false : value;
}

/** Templates write a JSON boolean as `True`, configurations also as `true`. */
function asWord(value: unknown): string {
  const text = String(value);
  return /^(?:true|false)$/i.test(text) ? text.toLowerCase() : text;
}

/** What the topics of a device said last that are still bound. */
function heardOf({ heard, bindings }: DiscoveryState, device: string): Readonly<Record<string, boolean>> {
  return Object.fromEntries(Object.entries(heard.get(device) ?? {}).filter(([topic]) => bindings.has(topic)));
}

function availability(
  { on, off, mode }: AvailabilityBinding,
  value: unknown,
  before: Readonly<Record<string, boolean>>,
  topic: string,
): { online: boolean; heard: Readonly<Record<string, boolean>> } | undefined {
  const text = asWord(value);
  const said = text === asWord(on) ? true : text === asWord(off) ? false : undefined;
  if (said === undefined) return undefined;
  const heard = Object.fromEntries([...Object.entries(before), [topic, said]]);
  const all = Object.values(heard);
  if (mode === 'latest') return { online: said, heard };
  return { online: mode === 'all' ? all.every(Boolean) : all.some(Boolean), heard };
}
