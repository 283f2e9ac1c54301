import type { Alert, LogEntry } from '@sensorium/contracts';
import { alertTitle } from '../../ui/texts/alert-words';
import type { Texts } from '../../ui/texts/texts';
import type { TitledLine } from '../../widgets/log/log-list';

/** What was pending for less has no line of its own: its firing tells enough, ms. */
const LEAST_PENDING_MS = 10_000;

/** What became of the alerts of a device, as lines of its log; one that never fired is told only while it is pending. */
export function alertLines(texts: Texts, alerts: readonly Alert[]): TitledLine[] {
  return alerts.flatMap((alert) => linesOf(texts, alert));
}

function linesOf(texts: Texts, alert: Alert): TitledLine[] {
  const { id, severity, state, startedAt, firedAt, resolvedAt, acknowledged } = alert;
  const title = alertTitle(texts, alert);
  const link = ['/alerts', id];
  const lines: TitledLine[] = [];
  const tell = (code: string, at: number, sign: TitledLine['sign'], text: string): void => {
    lines.push({ id: `${id} ${code}`, code: `alert-${code}`, at, sign, text, link });
  };
  const isLong = firedAt !== null && firedAt - startedAt >= LEAST_PENDING_MS;
  if (state === 'pending' || isLong)
    tell('pending', startedAt, { mark: 'never' }, texts.t('log.alertPending', { title }));
  if (firedAt === null) return lines;
  tell('fired', firedAt, { mark: severity }, texts.t('log.alertFired', { title }));
  if (acknowledged) {
    const by = acknowledged.by === 'somebody' ? texts.t('alerts.somebody') : acknowledged.by;
    tell('acknowledged', acknowledged.at, { icon: 'check' }, texts.t('log.alertAck', { title, by }));
  }
  if (resolvedAt !== null)
    tell('solved', resolvedAt, { icon: 'check' }, texts.t('log.alertSolved', { title }));
  return lines;
}

/** The newest `most` of a log and of other lines, newest first; lines before the oldest entry wait for older ones. */
export function newestOfBoth<L extends { at: number }>(
  entries: readonly LogEntry[],
  lines: readonly L[],
  most: number,
  isAll: boolean,
): { entries: LogEntry[]; lines: L[] } {
  const oldest = isAll ? -Infinity : (entries.at(-1)?.at ?? -Infinity);
  const told = lines.filter(({ at }) => at >= oldest);
  const times = [...entries, ...told].map(({ at }) => at).sort((a, b) => b - a);
  const from = times[most - 1] ?? -Infinity;
  return { entries: entries.filter(({ at }) => at >= from), lines: told.filter(({ at }) => at >= from) };
}
