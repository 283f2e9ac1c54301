import type { Activity, FleetMinute } from '../measure/fleet-minute.ts';
import { groupBy, median } from '../measure/statistics.ts';
import type { Outcome } from './outcome.ts';
import type { Table } from './table.ts';

const ACTIVITIES: readonly Activity[] = ['looking', 'scrolling', 'typing'];

const HEAD = [
  'minute',
  '',
  'frames/s',
  'frame p95',
  'longest',
  'inputs',
  'delay p95',
  'painted p50',
  'painted p95',
  'long tasks',
  'their ms',
  'heap MB',
  'readings/s',
  'backend cores',
];

export function fleetOutcome(minutes: readonly FleetMinute[]): Outcome {
  const fleets = groupBy(minutes, ({ fleet }) => fleet);
  const medians = [...fleets].flatMap(([fleet, own]) =>
    ACTIVITIES.map((activity) => medianOf(fleet, activity, own)),
  );
  return {
    runs: minutes,
    medians,
    tables: [...[...fleets].map(([fleet, own]) => minuteTable(fleet, own)), heapTable(fleets)],
    verdicts: [],
    notes: [
      'times in ms; frame: between two frames; delay: from a key or wheel event to its handler; painted: to the',
      'frame after it; long tasks: over 50 ms; heap: after a collection; the browser draws without a GPU',
    ],
  };
}

function medianOf(fleet: string, activity: Activity, minutes: readonly FleetMinute[]) {
  const own = minutes.filter((one) => one.activity === activity);
  const of = (field: 'fps' | 'frameP95' | 'delayP95' | 'paintP95' | 'heapMb') =>
    median(own.map((one) => one[field]));
  return {
    fleet,
    activity,
    fps: of('fps'),
    frameP95: of('frameP95'),
    delayP95: of('delayP95'),
    paintP95: of('paintP95'),
    heapMb: of('heapMb'),
  };
}

function minuteTable(fleet: string, minutes: readonly FleetMinute[]): Table {
  return {
    title: `The fleet page with ${fleet}`,
    head: HEAD,
    rows: minutes.map((one) => [
      String(one.minute),
      one.activity,
      one.fps,
      one.frameP95,
      one.frameMax,
      one.inputs,
      one.delayP95,
      one.paintP50,
      one.paintP95,
      one.longTasks,
      one.longTaskMs,
      one.heapMb,
      one.readingsPerSecond,
      one.backendCores,
    ]),
  };
}

/** Heap at the end of the first and the last minute, for seeing growth. */
function heapTable(fleets: ReadonlyMap<string, readonly FleetMinute[]>): Table {
  return {
    title: 'JavaScript heap, MB',
    head: ['', 'first minute', 'last minute', 'growth'],
    rows: [...fleets].map(([fleet, minutes]) => {
      const first = minutes.find(({ activity }) => activity === 'typing')?.heapMb ?? NaN;
      const last = minutes.at(-1)?.heapMb ?? NaN;
      return [fleet, first, last, last - first];
    }),
  };
}
