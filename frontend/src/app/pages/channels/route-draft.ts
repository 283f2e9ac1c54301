import type { NotificationRoute } from '@sensorium/contracts';
import { durationOf, durationParts } from '../../ui/format/quantities';
import type { EscalationStepDraft } from '../../widgets/fields/escalation-field';
import { NO_MATCHERS, matchersDraft, matchersOf, type MatchersDraft } from '../../widgets/fields/matchers';

/** A route as it is typed. What of the grouping is empty is as the settings say. */
export interface RouteDraft {
  id: string;
  name: string;
  matchers: MatchersDraft;
  channels: readonly string[];
  groupBy: NotificationRoute['groupBy'];
  wait: string;
  update: string;
  remind: string;
  escalation: readonly EscalationStepDraft[];
  continue: boolean;
}

export type RouteFault = 'missing' | 'duration';

function newId(): string {
  return crypto.randomUUID().replaceAll('-', '').slice(0, 16);
}

/** Sends every alert to a channel, and lets the next routes decide as before. */
export function routeToAll(name: string, channel: string): NotificationRoute {
  const groupBy: NotificationRoute['groupBy'] = ['rule', 'site'];
  return {
    id: newId(),
    name,
    match: {},
    channels: [channel],
    groupBy,
    grouping: {},
    escalation: [],
    continue: true,
  };
}

export function newRoute(name: string): RouteDraft {
  const id = newId();
  const grouping = { wait: '', update: '', remind: '' };
  return {
    id,
    name,
    matchers: NO_MATCHERS,
    channels: [],
    groupBy: ['rule', 'site'],
    ...grouping,
    escalation: [],
    continue: false,
  };
}

export function routeDraft(route: NotificationRoute): RouteDraft {
  const { id, name, match, channels, groupBy, grouping, escalation } = route;
  return {
    id,
    name,
    matchers: matchersDraft(match),
    channels,
    groupBy,
    wait: timeText(grouping.waitMs),
    update: timeText(grouping.updateMs),
    remind: timeText(grouping.remindMs),
    escalation: escalation.map((step) => ({
      after: timeText(step.afterMs),
      channels: step.channels,
      onCall: step.onCall ? { ...step.onCall, zone: step.onCall.zone ?? '' } : null,
    })),
    continue: route.continue,
  };
}

/** Reads all routes; what cannot be read stands in `faults` by its path in the body. */
export function readRoutes(drafts: readonly RouteDraft[]): {
  routes: NotificationRoute[];
  faults: Map<string, RouteFault>;
} {
  const faults = new Map<string, RouteFault>();
  return { routes: drafts.map((draft, i) => readRoute(draft, `routes.${i}`, faults)), faults };
}

function readRoute(draft: RouteDraft, path: string, faults: Map<string, RouteFault>): NotificationRoute {
  if (draft.name.trim() === '') faults.set(`${path}.name`, 'missing');
  if (draft.channels.length === 0) faults.set(`${path}.channels`, 'missing');
  const time = (text: string, field: string): number => {
    const ms = durationOf(text);
    if (ms === undefined) faults.set(`${path}.${field}`, 'duration');
    return ms ?? 0;
  };
  const grouping: NotificationRoute['grouping'] = {};
  if (draft.wait.trim() !== '') grouping.waitMs = time(draft.wait, 'grouping.waitMs');
  if (draft.update.trim() !== '') grouping.updateMs = time(draft.update, 'grouping.updateMs');
  if (draft.remind.trim() !== '') grouping.remindMs = time(draft.remind, 'grouping.remindMs');
  return {
    id: draft.id,
    name: draft.name.trim(),
    match: matchersOf(draft.matchers),
    channels: [...draft.channels],
    groupBy: [...draft.groupBy],
    grouping,
    escalation: draft.escalation.map((step, i) => {
      if (step.channels.length === 0) faults.set(`${path}.escalation.${i}.channels`, 'missing');
      return { ...stepOf(step), afterMs: time(step.after, `escalation.${i}.afterMs`) };
    }),
    continue: draft.continue,
  };
}

function stepOf({
  channels,
  onCall,
}: EscalationStepDraft): Omit<NotificationRoute['escalation'][number], 'afterMs'> {
  if (!onCall) return { channels: [...channels] };
  const { days, from, to, zone } = onCall;
  return { channels: [...channels], onCall: { days: [...days], from, to, ...(zone === '' ? {} : { zone }) } };
}

/** A length of time for a field; nothing for none. */
export function timeText(ms: number | undefined): string {
  if (ms === undefined) return '';
  return durationParts(ms)
    .map(({ n, unit }) => `${n} ${unit}`)
    .join(' ');
}
