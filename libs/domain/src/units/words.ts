/**
 * The words of a metric name in lower case: split at what is no letter or digit and where a capital begins a word.
 * `TempC_SHT` is `temp c sht`, `switch:0.apower` is `switch 0 apower`.
 */
export function wordsOf(metric: string): string[] {
  return metric
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9\p{L}]+/u)
    .filter((word) => word !== '');
}
