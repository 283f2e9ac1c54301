import type { System } from '@sensorium/contracts';
import type { Times } from '../../ui/format/times';
import type { Texts } from '../../ui/texts/texts';
import { bytesText, msText } from './amounts';
import type { Fact } from './facts-card';

/** How the link to the broker stands. */
export function linkFacts(texts: Texts, times: Times, system: System | null, now: number): Fact[] {
  if (!system) return [];
  const { link } = system;
  const facts: Fact[] = [
    { name: texts.t('system.since'), text: sinceText(texts, times, link.since, now) },
    { name: texts.t('system.broker'), text: texts.t(link.embedded ? 'system.embedded' : 'system.external') },
    { name: texts.t('system.address'), text: link.address, testId: 'link-address' },
  ];
  if (link.reason !== null) facts.push({ name: texts.t('system.reasonGiven'), text: link.reason });
  if (link.protocol !== null) facts.push({ name: texts.t('system.protocol'), text: link.protocol });
  facts.push(
    {
      name: texts.t('system.probe'),
      text: link.probeMs === null ? texts.t('system.noProbe') : msText(texts, link.probeMs),
      testId: 'probe',
    },
    { name: texts.t('system.dropped'), text: droppedText(texts, system), testId: 'dropped' },
  );
  return facts;
}

/** What the program needs of the machine, and what waits in it. */
export function loadFacts(texts: Texts, system: System | null): Fact[] {
  if (!system) return [];
  const { memory, eventLoop, queues } = system;
  const count = (n: number): string => texts.numbers().fixed(n, 0);
  return [
    { name: texts.t('system.rss'), text: bytesText(texts, memory.rss), testId: 'rss' },
    { name: texts.t('system.heap'), text: bytesText(texts, memory.heapUsed) },
    { name: texts.t('system.recent'), text: bytesText(texts, memory.recentReadings) },
    { name: texts.t('system.mainDelay'), text: msText(texts, eventLoop.mainP99Ms) },
    { name: texts.t('system.ingestDelay'), text: msText(texts, eventLoop.ingestP99Ms) },
    { name: texts.t('system.unsaved'), text: count(queues.unsavedDevices) },
  ];
}

/** What came since the start. */
export function totalFacts(texts: Texts, system: System | null): Fact[] {
  if (!system) return [];
  const { messages, readings, ignored, rejected, devices, series } = system.totals;
  const count = (n: number): string => texts.numbers().fixed(n, 0);
  return [
    { name: texts.t('system.messages'), text: count(messages) },
    { name: texts.t('system.readings'), text: count(readings) },
    { name: texts.t('system.ignored'), text: count(ignored) },
    { name: texts.t('system.rejected'), text: count(rejected) },
    { name: texts.t('system.devices'), text: count(devices) },
    { name: texts.t('system.series'), text: count(series) },
  ];
}

/** What runs, and since when. */
export function versionFacts(texts: Texts, times: Times, system: System | null, now: number): Fact[] {
  if (!system) return [];
  return [
    { name: texts.t('app.name'), text: system.version },
    { name: texts.t('system.node'), text: system.node },
    { name: texts.t('system.contract'), text: String(system.contract) },
    { name: texts.t('system.epoch'), text: system.epoch },
    { name: texts.t('system.started'), text: sinceText(texts, times, system.startedAt, now) },
  ];
}

/** A point in time with how long ago it was. */
export function sinceText(texts: Texts, times: Times, t: number, now: number): string {
  const duration = times.duration(now - t);
  return texts.t('system.sinceFor', { date: times.date(t), time: times.clock(t), duration });
}

function droppedText(texts: Texts, { link: { dropped } }: System): string {
  if (dropped === null) return texts.t('system.droppedUnknown');
  if (dropped.total === 0) return texts.t('system.droppedNone');
  const total = texts.numbers().fixed(dropped.total, 0);
  return texts.t('system.droppedSome', { total, minute: texts.numbers().fixed(dropped.lastMinute, 0) });
}
