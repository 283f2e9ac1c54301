import type { AlertLogEntry, Delivery } from '@sensorium/contracts';
import type { Times } from '../../ui/format/times';
import type { TextKey } from '../../ui/texts/keys';
import type { Texts } from '../../ui/texts/texts';

/** One notice to one channel. `tone`: how it went. */
export interface ToldLine {
  id: string;
  channel: string;
  time: number;
  /** What was said and how it went, in words. */
  text: string;
  tone: 'good' | 'waiting' | 'failed';
  /** Each attempt that failed, with what was answered. */
  attempts: readonly string[];
}

const EVENTS: Readonly<Record<Delivery['event'], TextKey>> = {
  firing: 'alerts.told.firing',
  updated: 'alerts.told.updated',
  reminder: 'alerts.told.reminder',
  resolved: 'alerts.told.resolved',
  test: 'alerts.told.test',
};

/** Names of the decisions about notices, each as a sentence. */
const DECISIONS: ReadonlyMap<string, TextKey> = new Map([
  ['own-channels', 'alerts.why.ownChannels'],
  ['route', 'alerts.why.route'],
  ['built-in', 'alerts.why.builtIn'],
  ['root-cause', 'alerts.why.rootCause'],
  ['silenced', 'alerts.why.silenced'],
  ['snoozed', 'alerts.why.snoozed'],
  ['acknowledged', 'alerts.why.acknowledged'],
  ['waits-for-more', 'alerts.why.waitsForMore'],
  ['waits-for-update', 'alerts.why.waitsForUpdate'],
  ['flapping-waits', 'alerts.why.flappingWaits'],
  ['solved-in-wait', 'alerts.why.solvedInTime'],
  ['solved-while-quiet', 'alerts.why.solvedWhileQuiet'],
  ['channel-off', 'alerts.why.channelOff'],
  ['channel-gone', 'alerts.why.channelGone'],
  ['nobody-subscribed', 'alerts.why.nobodySubscribed'],
  ['new', 'alerts.why.new'],
  ['more', 'alerts.why.more'],
  ['reminder', 'alerts.why.reminder'],
  ['solved', 'alerts.why.solved'],
  ['escalation', 'alerts.why.escalation'],
  ['delivered', 'alerts.why.delivered'],
  ['tried-again', 'alerts.why.triedAgain'],
  ['gave-up', 'alerts.why.gaveUp'],
  ['refused', 'alerts.why.refused'],
  ['silence-over', 'alerts.why.silenceOver'],
]);

/** Attempts that are listed of one notice: the newest. */
const MOST_ATTEMPTS = 3;
const FINE = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** Who was told, the first on top. */
export function toldLines(
  texts: Texts,
  times: Times,
  deliveries: readonly Delivery[],
  now: number,
): ToldLine[] {
  return deliveries
    .toSorted(
      (a, b) =>
        a.createdAt - b.createdAt || Number(b.channel.type === 'page') - Number(a.channel.type === 'page'),
    )
    .map((delivery) => lineOf(texts, times, delivery, now));
}

function lineOf(texts: Texts, times: Times, delivery: Delivery, now: number): ToldLine {
  const { id, channel, event, state, attempts, nextAt, createdAt } = delivery;
  const last = attempts.at(-1);
  const failed = attempts.filter(({ outcome }) => outcome !== 'ok');
  const said = texts.t(EVENTS[event]);
  const name = channel.type === 'page' ? texts.t('alerts.told.page') : channel.name;
  return {
    id,
    channel: name,
    time: state === 'delivered' ? (last?.at ?? createdAt) : createdAt,
    tone: state === 'delivered' ? 'good' : state === 'failed' ? 'failed' : 'waiting',
    text: [said, outcomeText(texts, times, state, failed.length, nextAt, now)].filter(Boolean).join(', '),
    attempts: failed
      .slice(-MOST_ATTEMPTS)
      .map(({ at, answer }) => texts.t('alerts.told.attempt', { time: FINE.format(at), answer })),
  };
}

function outcomeText(
  texts: Texts,
  times: Times,
  state: Delivery['state'],
  failures: number,
  nextAt: number | null,
  now: number,
): string {
  if (state === 'delivered') return failures > 0 ? texts.count('alerts.told.afterFailures', failures) : '';
  if (state === 'failed') return texts.count('alerts.told.failed', Math.max(1, failures));
  if (failures === 0) return texts.t('alerts.told.underWay');
  const next = nextAt === null ? '' : times.duration(Math.max(0, nextAt - now));
  const parts = [
    texts.count('alerts.told.tried', failures),
    next === '' ? '' : texts.t('alerts.told.next', { next }),
  ];
  return parts.filter(Boolean).join(', ');
}

/** A decision about notices, with when it was made. */
export interface Decision {
  id: number;
  at: number;
  /** Stage by its name, such as `silence`. */
  stage: string;
  text: string;
}

/** Why somebody was told or nobody was: every decision, oldest first; of equal ones after each other the first. */
export function decisions(texts: Texts, log: readonly AlertLogEntry[]): Decision[] {
  const found: Decision[] = [];
  for (const { id, at, event } of log) {
    if (event.type !== 'notice') continue;
    const text = decisionText(texts, event.reason, event.channel);
    if (found.at(-1)?.text !== text) found.push({ id, at, stage: event.stage, text });
  }
  return found;
}

function decisionText(texts: Texts, reason: string, channel: string | null): string {
  const key = DECISIONS.get(reason);
  const text = key ? texts.t(key) : texts.t('alerts.why.unknown', { reason: reason.replaceAll('-', ' ') });
  return channel === null || channel === 'page' ? text : texts.t('alerts.why.at', { text, channel });
}
