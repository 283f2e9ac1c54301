import type { Topic } from '../../topic.js';

/** The default base topic, and name of the dialect. */
export const NAME = 'ems-esp';

/** A topic below a base, which may have any name. */
export interface EmsTopic {
  base: string;
  rest: readonly string[];
  /** The base has the default name, so that all below it is EMS-ESP. */
  isNamed: boolean;
}

/** What stands straight below the base: `boiler_data`, `thermostat_data_hc1`, `heartbeat` and so on. */
const BELOW =
  /^(?:[a-z]+_data(?:_(?:ww|dhw\d?|hc\d|wwc\d))?|heartbeat|status|info|heating_active|tapwater_active)$/;

/** Topics by which an unknown base is recognised, if their bodies have what EMS devices have. */
const TELLING = /^(?:boiler|thermostat|mixer)_data(?:_(?:ww|dhw\d?|hc\d|wwc\d))?$/;

const EMS_KEY =
  /^(?:(?:cur|sel|set)flowtemp|(?:sel|curr)temp|ww(?:cur|sel|set)temp|boiltemp|ubauptime|heatingactive|dhw|hc[1-8]|wwc\d|flowtemphc|flowsettemp)$/i;

/** Undefined for a topic that cannot be one of EMS-ESP. */
export function readTopic({ path }: Topic): EmsTopic | undefined {
  const at = path.findIndex((level) => level.toLowerCase() === NAME);
  if (at >= 0 && at < path.length - 1) {
    return { base: path.slice(0, at + 1).join('/'), rest: path.slice(at + 1), isNamed: true };
  }
  const last = path.at(-1) ?? '';
  if (path.length < 2 || !BELOW.test(last)) return undefined;
  return { base: path.slice(0, -1).join('/'), rest: [last], isNamed: false };
}

/** The body is of an EMS device, whatever the base is called. */
export function isTelling({ rest }: EmsTopic, body: object | undefined): boolean {
  if (!body || Array.isArray(body) || !TELLING.test(rest[0] ?? '')) return false;
  return Object.keys(body).some((key) => EMS_KEY.test(key));
}
