import type { Metric } from '@sensorium/contracts';

/** Units of what is counted up: energy, volumes of meters, pieces. */
const UNITS =
  /^(?:[kMG]?Wh|[kMG]?varh|[kMG]?VAh|[MG]J|m³|m3|ft³|ccf|pulses?|imp|counts?|pcs|cycles?|times|×|x)$/i;
/** Words in the names of counters, whatever their unit. */
const WORDS =
  /(?:^|[^a-z])(?:total|counter|count|pulses?|odometer|openings|consumption|meter_?reading|cycles)(?:[^a-z]|$)/i;
/** Words in the names of what is no counter though its unit may say so. */
const LEVELS =
  /(?:^|[^a-z])(?:level|volume|remaining|capacity|stored|soc|charge|set_?point|target|limit)(?:[^a-z]|$)/i;

/** True if unit or name of a number say that it counts up. */
export function looksLikeCounter({ kind, name, unit }: Pick<Metric, 'kind' | 'name' | 'unit'>): boolean {
  if (kind !== 'number' || (unit ?? '').includes('/')) return false;
  const words = name.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, '_');
  if (LEVELS.test(words)) return false;
  return UNITS.test(unit ?? '') || WORDS.test(words);
}
