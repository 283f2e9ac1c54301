import { deviceKey } from '../../device-key.js';
import type { DialectOutcome } from '../../dialect.js';
import { isJsonObject, own, type JsonObject } from '../../envelope.js';
import { decoded, ignored, rejected, type DeviceKey, type Fact } from '../../outcome.js';
import { valuesOutcome } from '../../readings.js';

/** Cameras, and other things of one kind, in the statistics of one message. */
const CAMERAS_MAX = 256;

/** Rates of all cameras together. */
const RATES = ['camera_fps', 'process_fps', 'detection_fps', 'skipped_fps'];

/** The process of the whole system among those by number (`cpu_usages`). */
const SYSTEM = 'frigate.full_system';

/** What a member is, not what it measures: numbers of processes, and when they began. */
const ABOUT = /pid$|^(?:detection_start|mount_type|cmdline)$/;

/** `<prefix>/stats`: rates of each camera, the speed of detectors, and the load of the machine. */
export function statistics(body: JsonObject | undefined, program: DeviceKey): DialectOutcome<never> {
  if (!body) return rejected('bad-json');
  const facts = [
    ...readings(program, ofProgram(body)),
    ...camerasOf(body).flatMap(([name, values]) => {
      const device = deviceKey('frigate', program.base, name);
      return device ? readings(device, measured(values)) : [];
    }),
  ];
  return facts.length > 0 ? decoded(facts) : ignored('no-values');
}

function readings(device: DeviceKey, values: JsonObject): Fact[] {
  const outcome = valuesOutcome(device, values);
  return outcome.kind === 'facts' ? outcome.facts : [];
}

/** Before version 0.13 cameras stood beside all else. */
function camerasOf(body: JsonObject): [string, JsonObject][] {
  const cameras = own(body, 'cameras');
  const all = isJsonObject(cameras) ? cameras : body;
  return objectsIn(all).filter(([, one]) => all !== body || own(one, 'camera_fps') !== undefined);
}

function ofProgram(body: JsonObject): JsonObject {
  const rates = RATES.map((name): [string, unknown] => [name, own(body, name)]);
  const service = own(body, 'service');
  const processes = own(body, 'cpu_usages');
  const values: [string, unknown][] = [
    ...rates.filter(([, rate]) => typeof rate === 'number'),
    ['detectors', eachOf(own(body, 'detectors'))],
    ['gpu_usages', eachOf(own(body, 'gpu_usages'))],
    ['npu_usages', eachOf(own(body, 'npu_usages'))],
  ];
  const system = isJsonObject(processes) ? own(processes, SYSTEM) : undefined;
  if (isJsonObject(system)) values.push(['system', measured(system)]);
  if (isJsonObject(service)) values.push(['service', ofService(service)]);
  return Object.fromEntries(values);
}

function ofService(service: JsonObject): JsonObject {
  const uptime = own(service, 'uptime');
  return {
    ...(typeof uptime === 'number' ? { uptime } : {}),
    temperatures: measured(own(service, 'temperatures')),
    storage: eachOf(own(service, 'storage')),
  };
}

function eachOf(things: unknown): JsonObject {
  return Object.fromEntries(objectsIn(things).map(([name, one]) => [name, measured(one)]));
}

function objectsIn(things: unknown): [string, JsonObject][] {
  const entries = isJsonObject(things) ? Object.entries(things).slice(0, CAMERAS_MAX) : [];
  return entries.flatMap(([name, one]) => (isJsonObject(one) ? [[name, one]] : []));
}

/** Values without what they are about; `12.5%` is a number, and `-%` none. */
function measured(values: unknown): JsonObject {
  const entries = isJsonObject(values) ? Object.entries(values) : [];
  return Object.fromEntries(
    entries
      .filter(([name]) => !ABOUT.test(name))
      .map(([name, value]) => [name, typeof value === 'string' ? withoutPercent(value) : value]),
  );
}

function withoutPercent(text: string): string | null {
  return /^-\s?%?$/.test(text) ? null : text.replace(/^([\d.]+)\s?%$/, '$1');
}
