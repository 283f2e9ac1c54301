import type { RawOptions } from './command.js';
import { findKind, KINDS } from './devices/catalogue.js';
import type { DeviceKind } from './devices/kind.js';
import { OptionChecks } from './option-checks.js';
import type { Style } from './payload.js';
import type { BrokerSettings } from './publisher.js';
import { checkReplay, type ReplayOptions } from './replay/options.js';
import type { FleetPlan } from './scenario/fleet.js';

/** Checked options of a run. */
export interface Options {
  broker: BrokerSettings;
  fleet: FleetPlan;
  style: Style;
  base: string;
  mishaps: boolean;
  /** Most connections; undefined for the default. */
  connections: number | undefined;
  /** ms; undefined to run until stopped. */
  duration: number | undefined;
  clean: boolean;
  once: boolean;
  quiet: boolean;
  /** A file to replay instead of the fleet. */
  replay: ReplayOptions | undefined;
}

/** The world that options are checked against. */
export interface Surroundings {
  env: Readonly<Record<string, string | undefined>>;
  /** Text of a file; throws if it can't be read. */
  readText: (path: string) => string;
}

/** Options that can be used, or all that is wrong with them. */
export type CheckedOptions = { options: Options } | { faults: string[] };

/** Most devices of a fleet. */
export const MAX_DEVICES = 20_000;
const SCHEMES: ReadonlySet<string> = new Set(['mqtt:', 'mqtts:', 'ws:', 'wss:']);

/** Checks options and environment; reports all faults together, among them `unknown` arguments. */
export function checkOptions(
  raw: RawOptions,
  unknown: readonly string[],
  world: Surroundings,
): CheckedOptions {
  const checks = new OptionChecks();
  for (const argument of unknown) checks.fault(argument, 'no such option');
  const fleet = checkFleet(raw, checks);
  const seconds = checks.number('--duration', raw.duration, 1, 31_536_000);
  const options: Options = {
    broker: checkBroker(raw, world, checks),
    fleet,
    style: checks.choice('--style', raw.style, ['json', 'plain'], 'json'),
    base: checkBase(raw.base, checks),
    mishaps: raw.mishaps ?? fleet.scenario === 'demo',
    connections: checks.number('--connections', raw.connections, 1, MAX_DEVICES),
    duration: seconds === undefined ? undefined : seconds * 1000,
    clean: raw.clean === true,
    once: raw.once === true,
    quiet: raw.quiet === true,
    replay: checkReplay(raw, checks),
  };
  return checks.faults.length === 0 ? { options } : { faults: checks.faults };
}

function checkFleet(raw: RawOptions, checks: OptionChecks): FleetPlan {
  const usual = raw.devices === undefined ? 'demo' : 'plain';
  const scenario = checks.choice('--scenario', raw.scenario, ['demo', 'plain'], usual);
  if (scenario === 'demo' && raw.devices !== undefined)
    checks.fault('--devices', 'the demo fleet has its own size');
  return {
    scenario,
    devices: checks.number('--devices', raw.devices, 1, MAX_DEVICES) ?? 10,
    kinds: checkKinds(raw.kinds, checks),
    seed: checks.number('--seed', raw.seed, 0, 0xffff_ffff) ?? 1,
    interval: checks.number('--interval', raw.interval, 10, 86_400_000),
  };
}

function checkBroker(raw: RawOptions, { env, readText }: Surroundings, checks: OptionChecks): BrokerSettings {
  const url = raw.broker ?? given(env.MQTT_URL) ?? 'mqtt://127.0.0.1:1883';
  checkUrl(raw.broker === undefined ? 'MQTT_URL' : '--broker', url, checks);
  const password = given(env.MQTT_PASSWORD);
  const file = given(env.MQTT_PASSWORD_FILE);
  if (password !== undefined && file !== undefined)
    checks.fault('MQTT_PASSWORD', 'not beside MQTT_PASSWORD_FILE');
  const ca = raw.caFile ?? given(env.MQTT_CA_FILE);
  return {
    url,
    username: raw.username ?? given(env.MQTT_USERNAME),
    password: password ?? checks.file('MQTT_PASSWORD_FILE', file, readText)?.replace(/\r?\n$/, ''),
    ca: checks.file(raw.caFile === undefined ? 'MQTT_CA_FILE' : '--ca-file', ca, readText),
    qos: checks.choice('--qos', raw.qos, ['0', '1'], '0') === '1' ? 1 : 0,
  };
}

function checkUrl(name: string, text: string, checks: OptionChecks): void {
  const url = URL.parse(text);
  if (url === null || !SCHEMES.has(url.protocol) || url.hostname === '') {
    checks.fault(name, 'must be mqtt://, mqtts://, ws:// or wss:// and a host');
  } else if (url.username !== '' || url.password !== '') {
    checks.fault(name, 'must not hold credentials; use --username and MQTT_PASSWORD or MQTT_PASSWORD_FILE');
  }
}

function checkKinds(list: string | undefined, checks: OptionChecks): DeviceKind[] {
  if (list === undefined) return [];
  return list.split(',').flatMap((text) => {
    const kind = findKind(text.trim());
    if (kind !== undefined) return [kind];
    checks.fault('--kinds', `no kind "${text.trim()}"; there are ${KINDS.map(({ id }) => id).join(', ')}`);
    return [];
  });
}

function checkBase(given: string | undefined, checks: OptionChecks): string {
  const base = (given ?? '').replace(/\/+$/, '');
  const bad = /[+#\p{Cc}]/u.test(base) || base.startsWith('$') || base.split('/').includes('');
  if (given !== undefined && bad) {
    checks.fault('--base', 'must be topic levels without +, # and empty levels, and not begin with $');
  }
  return base;
}

/** A variable that is set to nothing is not set. */
function given(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}
