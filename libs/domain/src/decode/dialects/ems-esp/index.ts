import type { MetricMeta } from '@sensorium/contracts';
import { readAvailability, readSwitch } from '../../availability.js';
import { deviceKey } from '../../device-key.js';
import type { Dialect, DialectOutcome } from '../../dialect.js';
import type { IncomingMessage } from '../../incoming.js';
import { decoded, ignored, rejected } from '../../outcome.js';
import { bareOutcome, valuesOutcome } from '../../readings.js';
import type { Topic } from '../../topic.js';

const NAME = 'ems-esp';

/** Topics that must be JSON: `boiler_data`, `thermostat_data_hc1` and so on. */
const DATA = /_data(?:_\w+)?$/;

/** States that are told as 0 and 1, or as on and off. */
const BINARY =
  /(?:^|[._])(?:heating_active|tapwater_active|heatingactive|tapwateractive|burngas|heatpump|fanwork|ignwork|circ)$/;

/** Words that end a name of a temperature (documentation, "EMS entities"). */
const TEMPERATURE = /(?:temp|temp\d|flowtemp|rettemp)$/i;

function levelsOf({ path }: Topic): { device: string; rest: readonly string[] } | undefined {
  const at = path.findIndex((level) => level.toLowerCase() === NAME);
  return at < 0 ? undefined : { device: path.slice(0, at + 1).join('/'), rest: path.slice(at + 1) };
}

function decode(message: IncomingMessage): DialectOutcome<null> {
  const levels = levelsOf(message.topic);
  const device = levels && deviceKey(NAME, '', levels.device);
  if (!levels || !device) return rejected('bad-id');
  const metric = levels.rest.join('.');
  if (message.isEmpty) return ignored('cleared');
  if (metric === 'status') {
    const online = readAvailability(message.text() ?? '');
    return online === undefined
      ? rejected('bad-status')
      : decoded([{ type: 'availability', device, online }]);
  }
  if (metric === 'response' || metric === '') return ignored('not-telemetry');
  if (metric === 'info' || metric === 'heartbeat') return object(message, device, metric);
  const body = message.body();
  if (typeof body === 'string') return rejected(body);
  if (body.kind === 'json' || DATA.test(metric)) return object(message, device, metric);
  const value = typeof body.value === 'string' && BINARY.test(metric) ? readSwitch(body.value) : undefined;
  return bareOutcome(device, metric, value ?? body.value);
}

function object(
  message: IncomingMessage,
  device: NonNullable<ReturnType<typeof deviceKey>>,
  path: string,
): DialectOutcome<null> {
  const body = message.object();
  return body ? valuesOutcome(device, { [path]: body }) : rejected('bad-json');
}

function metric(name: string): MetricMeta | undefined {
  return TEMPERATURE.test(name) ? { unit: '°C' } : undefined;
}

/** EMS-ESP: boilers, thermostats and heat pumps of Bosch, Buderus and others; the base may have levels before it. */
export const emsEsp: Dialect<null> = {
  name: NAME,
  title: 'EMS-ESP',
  documentation: 'https://docs.emsesp.org/MQTT/',
  covers: 'data of boilers, thermostats, heat pumps and solar, nested or one by one, heartbeat, status',
  initial: null,
  topics: (topic) => (levelsOf(topic)?.rest.length ?? 0) > 0,
  claims: () => true,
  decode,
  metric,
};
