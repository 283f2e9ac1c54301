import type { HistoryState } from '@sensorium/contracts';
import type { Times } from '../../ui/format/times';
import type { Texts } from '../../ui/texts/texts';
import { bytesText, msText } from './amounts';
import type { Fact } from './facts-card';
import { sinceText } from './system-facts';

/** With fewer readings the size on disk is that of an almost empty file and says nothing of one reading. */
const ENOUGH_READINGS = 100_000;

/** The store of readings in figures; those that come from its files are left out before it was ever open. */
export function historyFacts(texts: Texts, times: Times, history: HistoryState, now: number): Fact[] {
  const wasOpen = history.bytes > 0 || history.freeBytes > 0;
  return [
    { name: texts.t('system.since'), text: sinceText(texts, times, history.since, now) },
    ...(wasOpen ? storeFacts(texts, times, history, now) : []),
    { name: texts.t('history.held'), text: texts.numbers().fixed(history.heldMessages, 0) },
  ];
}

function storeFacts(texts: Texts, times: Times, history: HistoryState, now: number): Fact[] {
  const count = (n: number): string => texts.numbers().fixed(n, 0);
  const { sealed, hot, oldest, commitP50Ms, commitP99Ms } = history;
  const commit = { p50: msText(texts, commitP50Ms), p99: msText(texts, commitP99Ms) };
  return [
    {
      name: texts.t('system.readings'),
      text: texts.t('history.readings', { sealed: count(sealed), hot: count(hot) }),
      testId: 'history-readings',
    },
    { name: texts.t('system.series'), text: count(history.series) },
    {
      name: texts.t('history.oldest'),
      text: oldest === null ? texts.t('history.none') : times.date(oldest, now),
    },
    { name: texts.t('history.disk'), text: bytesText(texts, history.bytes) },
    { name: texts.t('history.free'), text: bytesText(texts, history.freeBytes) },
    { name: texts.t('history.perReading'), text: perReadingText(texts, history), testId: 'per-reading' },
    { name: texts.t('history.commit'), text: texts.t('history.commitTimes', commit) },
  ];
}

function perReadingText(texts: Texts, { bytes, sealed, hot }: HistoryState): string {
  const readings = sealed + hot;
  if (readings < ENOUGH_READINGS) return texts.t('history.tooFew');
  return `${texts.numbers().fixed(bytes / readings, 1)} B`;
}
