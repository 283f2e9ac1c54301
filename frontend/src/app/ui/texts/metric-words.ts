import type en from '../../../i18n/en.json';
import type { TextKey } from './keys';

type MetricWord = keyof typeof en.metric;

const WORDS = {
  temperature: 1,
  humidity: 1,
  power: 1,
  energy: 1,
  voltage: 1,
  current: 1,
  frequency: 1,
  pressure: 1,
  co2: 1,
  pm25: 1,
  pm10: 1,
  tvoc: 1,
  speed: 1,
  level: 1,
  flow: 1,
  rpm: 1,
  vibration: 1,
  inflow: 1,
  battery: 1,
  wind: 1,
  rain: 1,
  door: 1,
  open: 1,
  contact: 1,
  motion: 1,
  occupancy: 1,
  state: 1,
  mode: 1,
  illuminance: 1,
  yield: 1,
  cargo: 1,
  rssi: 1,
  uptime: 1,
  value: 1,
  setpoint: 1,
  noise: 1,
  linkquality: 1,
  latitude: 1,
  longitude: 1,
  altitude: 1,
  status: 1,
  brightness: 1,
  smoke: 1,
  leak: 1,
  tamper: 1,
  presence: 1,
  window: 1,
  lock: 1,
  moisture: 1,
  distance: 1,
  snr: 1,
  total: 1,
  today: 1,
  yesterday: 1,
  dewpoint: 1,
  light: 1,
  firmware: 1,
} satisfies Record<MetricWord, 1>;

const KNOWN: ReadonlyMap<string, TextKey> = new Map(
  Object.keys(WORDS).map((word) => [word, `metric.${word as MetricWord}`]),
);

/** Key of the word for a metric that devices often name so; undefined for all others. */
export function metricKey(name: string): TextKey | undefined {
  return KNOWN.get(name.toLowerCase());
}

/** Words that mean something else inside of a name: `battery_level` is no water level, `valve_open` no door. */
const ALONE: ReadonlySet<string> = new Set([
  'open',
  'level',
  'current',
  'wind',
  'contact',
  'yield',
  'cargo',
  'lock',
]);

/** Key of a word inside of the name of a metric; undefined for words that we do not know. */
export function wordKey(word: string): TextKey | undefined {
  return ALONE.has(word.toLowerCase()) ? undefined : metricKey(word);
}
