import { LIMITS } from './limits.js';
import { exceedsBytes, hasControl } from './text.js';

/** True for a device id or metric name that may be stored: 1 to 256 UTF-8 bytes, no control characters. */
export function isStorableName(name: string): boolean {
  return name.length > 0 && !exceedsBytes(name, LIMITS.nameBytes) && !hasControl(name);
}

/** The two halves of a series name, decoded. `*` alone stands for every device or every metric. */
export interface SeriesName {
  device: string;
  metric: string;
}

/**
 * Name of a series as it stands in URLs, selections and files: the device id, `/`, the metric, each
 * percent-encoded. `formatSeriesName('Living room/lamp', 'power')` is `Living%20room%2Flamp/power`.
 */
export function formatSeriesName(device: string, metric: string): string {
  return `${encodeURIComponent(device)}/${encodeURIComponent(metric)}`;
}

/**
 * Reads a series name or a selection of one (`*` for a whole part).
 * Returns undefined without exactly one `/`, with an empty part or with a broken percent escape.
 */
export function parseSeriesName(name: string): SeriesName | undefined {
  const parts = name.split('/');
  const [device, metric] = parts;
  if (parts.length !== 2 || !device || !metric) return undefined;
  try {
    return { device: decodeURIComponent(device), metric: decodeURIComponent(metric) };
  } catch {
    return undefined;
  }
}
