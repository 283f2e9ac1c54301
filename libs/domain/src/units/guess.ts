import { wordsOf } from './words.js';

/** What the name of a metric lets us guess: its unit as a symbol, and its class in Home Assistant's words. */
export interface Guess {
  unit?: string;
  class?: string;
}

/** Ends of names that state the unit, as words. Longer ones first where one ends with another. */
const UNIT_ENDINGS = new Map<string, string>([
  ['km h', 'km/h'],
  ['m s', 'm/s'],
  ['mi h', 'mph'],
  ['mps', 'm/s'],
  ['mm h', 'mm/h'],
  ['mm per hour', 'mm/h'],
  ['in per hour', 'in/h'],
  ['inch per hour', 'in/h'],
  ['ug m3', 'µg/m³'],
  ['mg m3', 'mg/m³'],
  ['m3 h', 'm³/h'],
  ['l min', 'L/min'],
  ['l h', 'L/h'],
  ['m3', 'm³'],
  ['liter', 'L'],
  ['liters', 'L'],
  ['litre', 'L'],
  ['litres', 'L'],
  ['w m2', 'W/m²'],
  ['wpm2', 'W/m²'],
  ['c', '°C'],
  ['celsius', '°C'],
  ['f', '°F'],
  ['fahrenheit', '°F'],
  ['hpa', 'hPa'],
  ['kpa', 'kPa'],
  ['pa', 'Pa'],
  ['mbar', 'mbar'],
  ['bar', 'bar'],
  ['mmhg', 'mmHg'],
  ['inhg', 'inHg'],
  ['psi', 'psi'],
  ['kwh', 'kWh'],
  ['wh', 'Wh'],
  ['kw', 'kW'],
  ['watts', 'W'],
  ['w', 'W'],
  ['va', 'VA'],
  ['var', 'var'],
  ['volt', 'V'],
  ['volts', 'V'],
  ['mv', 'mV'],
  ['v', 'V'],
  ['ma', 'mA'],
  ['amps', 'A'],
  ['hz', 'Hz'],
  ['mhz', 'MHz'],
  ['pct', '%'],
  ['percent', '%'],
  ['percentage', '%'],
  ['lux', 'lx'],
  ['lx', 'lx'],
  ['ppm', 'ppm'],
  ['ppb', 'ppb'],
  ['db', 'dB'],
  ['dbm', 'dBm'],
  ['rpm', 'rpm'],
  ['mm', 'mm'],
  ['cm', 'cm'],
  ['km', 'km'],
  ['m', 'm'],
  ['in', 'in'],
  ['inch', 'in'],
  ['kg', 'kg'],
  ['kph', 'km/h'],
  ['kmh', 'km/h'],
  ['mph', 'mph'],
  ['deg', '°'],
  ['s', 's'],
  ['sec', 's'],
  ['secs', 's'],
  ['seconds', 's'],
  ['ms', 'ms'],
  ['minutes', 'min'],
  ['hours', 'h'],
  ['days', 'd'],
  ['bytes', 'B'],
]);

/** Short endings that are units only after a word that can have them. */
const NEEDS_QUANTITY = new Map<string, RegExp>([
  ['c', /^(temp|temperature|t|dewpoint|dew|point|setpoint|feels|like)$/],
  ['f', /^(temp|temperature|t|dewpoint|dew|point|setpoint|feels|like)$/],
  ['v', /^(bat|batt|battery|voltage|volt|supply|vcc|external)$/],
  ['w', /^(power|load|solar|grid|consumption|production|feed|import|export|total|pv|in|out)$/],
  ['va', /^(power|apparent)$/],
  ['var', /^(power|reactive)$/],
  ['m', /^(distance|altitude|height|depth|elevation)$/],
  ['in', /^\w*(rain|snow)$/],
  ['s', /^(uptime|duration|interval)$/],
]);

/** Single words that say what is measured. Pressure and energy have no usual unit: nothing is guessed. */
const WORDS: readonly [RegExp, Guess][] = [
  [/^(\w*temperature|\w*temp|tmp|dewpoint|tempc|tc)$/, { unit: '°C', class: 'temperature' }],
  [/^(tempf|tf)$/, { unit: '°F', class: 'temperature' }],
  [/^(\w*humidity|hum|humi|rh)$/, { unit: '%', class: 'humidity' }],
  // Names of the Weather Underground and Ecowitt upload protocols, without separators.
  [/^temp(?:in|\d)?f$/, { unit: '°F', class: 'temperature' }],
  [/^humidity(?:in|\d)$/, { unit: '%', class: 'humidity' }],
  [/^wind(?:speed|gust|spd)\w*mph\w*$/, { unit: 'mph' }],
  [/^barom(?:rel|abs)?in$/, { unit: 'inHg' }],
  [/^\w*rainin$/, { unit: 'in' }],
  [/^\w*rainratein$/, { unit: 'in/h' }],
  [/^solarradiation$/, { unit: 'W/m²' }],
  [/^wind(dir|direction)$/, { unit: '°' }],
  [/^(soil)?moisture$/, { unit: '%', class: 'moisture' }],
  [/^(battery|batt|soc|batterylevel|batterypercent)$/, { unit: '%', class: 'battery' }],
  [/^(voltage|volt|volts|vcc|vbat|vbatt|batv|battv)$/, { unit: 'V', class: 'voltage' }],
  [/^(current|amps|amperage)$/, { unit: 'A', class: 'current' }],
  [/^(a?power|powerdc|watt|watts|wattage)$/, { unit: 'W', class: 'power' }],
  [/^(frequency|freq)$/, { unit: 'Hz', class: 'frequency' }],
  [/^(rssi|signalstrength|dbm)$/, { unit: 'dBm', class: 'signal_strength' }],
  [/^(snr|lsnr)$/, { unit: 'dB' }],
  [/^(linkquality|lqi)$/, { unit: 'lqi' }],
  [/^(illuminance|lux|illumination)$/, { unit: 'lx', class: 'illuminance' }],
  [/^(co2|eco2)$/, { unit: 'ppm', class: 'carbon_dioxide' }],
  [/^(tvoc)$/, { unit: 'ppb', class: 'volatile_organic_compounds_parts' }],
  [/^pm(1|10|25|2p5|4|100)?$/, { unit: 'µg/m³', class: 'pm25' }],
  [/^(distance|altitude|elevation)$/, { unit: 'm', class: 'distance' }],
  [/^(lat|latitude|lon|lng|longitude|heading|bearing|azimuth)$/, { unit: '°' }],
];

/** Binary things, by the last word of the name. */
const CLASSES = new Map<string, string>([
  ['door', 'door'],
  ['window', 'window'],
  ['contact', 'contact'],
  ['opening', 'opening'],
  ['motion', 'motion'],
  ['pir', 'motion'],
  ['occupancy', 'occupancy'],
  ['occupied', 'occupancy'],
  ['presence', 'occupancy'],
  ['leak', 'moisture'],
  ['flood', 'moisture'],
  ['smoke', 'smoke'],
  ['gas', 'gas'],
  ['co', 'carbon_monoxide'],
  ['vibration', 'vibration'],
  ['tamper', 'tamper'],
  ['lock', 'lock'],
  ['locked', 'locked'],
  ['unlocked', 'lock'],
  ['connected', 'connectivity'],
  ['reachable', 'connectivity'],
  ['charging', 'battery_charging'],
]);

/**
 * Guesses unit and class from the name of a metric: from the unit in its end (`temperature_C`), else from its last
 * word that says something (`switch:0.apower`, `TempC_SHT`). Empty where nothing is to be guessed.
 */
export function guessMetric(metric: string): Guess {
  const known = guesses.get(metric);
  if (known) return known;
  const guess = guessWords(metric);
  if (guesses.size >= GUESSES_MAX) guesses.clear();
  guesses.set(metric, guess);
  return guess;
}

const GUESSES_MAX = 10_000;
const guesses = new Map<string, Guess>();

function guessWords(metric: string): Guess {
  const elements = metric.replace(MIXED_CASE, asOneWord).split('.').map(wordsOf).reverse();
  for (const [place, words] of elements.entries()) {
    const isUnit = words.length === 1 && UNIT_ENDINGS.has(words[0] ?? '');
    const guess = fromWords(isUnit ? [...(elements[place + 1] ?? []), ...words] : words);
    if (guess) return guess;
    if (!words.every(isPlain)) return {};
  }
  return {};
}

/** Units with a capital inside, which is not where a word begins. */
const MIXED_CASE = /(?<![A-Za-z])(?:hPa|kPa|inHg|[kMm]Wh|kW|Wpm2|m[VA]|dBm?|[kM]Hz)(?![A-Za-z])/g;

function asOneWord(unit: string): string {
  return unit.toLowerCase();
}

/** A place in a list or a word that leaves it to the element before it to say what is measured. */
function isPlain(word: string): boolean {
  return (
    /^\d+$/.test(word) || ['value', 'state', 'current', 'min', 'max', 'avg', 'average', 'mean'].includes(word)
  );
}

function fromWords(words: readonly string[]): Guess | undefined {
  const unit = statedUnit(words);
  const measured = ofAny(words) ?? ofAny(words.slice(1).map((word, place) => `${words[place] ?? ''}${word}`));
  if (unit !== undefined) return measured?.class === undefined ? { unit } : { unit, class: measured.class };
  if (words.includes('low') && words.includes('battery')) return { class: 'battery_low' };
  const binary = CLASSES.get(words.at(-1) ?? '');
  if (binary !== undefined) return { class: binary };
  return words.some((word) => NO_MEASURE.has(word)) ? undefined : measured;
}

/** Words that make a name mean something else than the quantity in it (`battery_status`, `power_outage_count`). */
const NO_MEASURE = new Set([
  'status',
  'count',
  'id',
  'type',
  'mode',
  'factor',
  'on',
  'low',
  'ok',
  'name',
  'outage',
  'color',
  'colour',
  'hold',
  'duration',
]);

/** What the last of the words that says something says. */
function ofAny(words: readonly string[]): Guess | undefined {
  return words
    .toReversed()
    .map(ofWord)
    .find((guess) => guess !== undefined);
}

/** A word as it is, else without the number that tells it from others of its kind (`power1`). */
function ofWord(word: string): Guess | undefined {
  const find = (name: string): Guess | undefined => WORDS.find(([pattern]) => pattern.test(name))?.[1];
  return find(word) ?? (NUMBERED.test(word) ? find(word.replace(/\d+$/, '')) : undefined);
}

const NUMBERED = /^[a-z]{3,}\d{1,2}$/;

function statedUnit(words: readonly string[]): string | undefined {
  for (const [place, word] of words.entries()) {
    if (place === 0) continue;
    const long = place < words.length - 1 ? UNIT_ENDINGS.get(words.slice(place).join(' ')) : undefined;
    if (long !== undefined) return long;
    const unit = UNIT_ENDINGS.get(word);
    if (unit === undefined) continue;
    const needed = NEEDS_QUANTITY.get(word);
    const fits = needed ? needed.test(words[place - 1] ?? '') : place === words.length - 1;
    if (fits) return unit;
  }
  return undefined;
}
