import type { DeviceEntry } from '../../data/device-entry';
import { beatOf } from '../../data/device-values';
import type { Times } from '../../ui/format/times';
import { causeWords } from '../../ui/texts/cause-words';
import { capital } from '../../ui/texts/metric-title';
import type { Texts } from '../../ui/texts/texts';

/** How the device stands and why, in one or two sentences. `now`: ms of the server's clock. */
export function reasonText(
  texts: Texts,
  times: Times,
  entry: DeviceEntry,
  now: number,
  viewerLost: boolean,
): string {
  if (viewerLost) return texts.t('device.reason.lost');
  const sentences = [stateText(texts, times, entry, now), olderText(texts, entry)];
  return sentences.filter(Boolean).join(' ');
}

function stateText(texts: Texts, times: Times, entry: DeviceEntry, now: number): string {
  const { device, cause, presence } = entry;
  if (presence !== 'live') {
    const words = causeWords(texts, times, cause, now - entry.silentFrom);
    const sentence = texts.t('device.reason.sentence', { text: capital(words) });
    if (device.lastSeen === null || presence === 'never' || cause.code === 'silent') return sentence;
    return `${sentence} ${texts.t('device.reason.last', { age: times.age(newestOf(entry), now) })}`;
  }
  const beat = beatOf(device.metrics);
  const age = times.age(newestOf(entry), now);
  if (beat === null) return texts.t('device.reason.onChange', { age });
  return texts.t('device.reason.every', { interval: times.interval(beat), age });
}

/** When the newest message came, ms of the server's clock. */
export function newestOf({ arrivals, device }: DeviceEntry): number {
  const arrived = arrivals.length > 0 ? arrivals.time(arrivals.length - 1) : -Infinity;
  return Math.max(arrived, device.lastSeen ?? -Infinity);
}

/** Says how many metrics are older than the device itself. */
function olderText(texts: Texts, { device, presence }: DeviceEntry): string {
  if (presence !== 'live') return '';
  const older = device.metrics.filter(({ state }) => state === 'stale' || state === 'late').length;
  if (older === 0) return '';
  const all = texts.count('device.metrics', device.metrics.length);
  return texts.t('device.reason.older', { n: texts.numbers().fixed(older, 0), all });
}
