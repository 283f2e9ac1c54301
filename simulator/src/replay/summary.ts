import type { ReplayOptions } from './options.js';
import type { Survey } from './survey.js';

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;

/** What was found in a file and how it will be replayed, for the person who started it. */
export function summaryLines(survey: Survey, { speed }: ReplayOptions): string[] {
  const { layout, lines, devices, metrics, broken, order } = survey;
  const { path, headers } = layout;
  const said = [
    `${path}: ${lines} lines, ${devices.size} devices, ${metrics.length} metrics; ${timeOf(survey)}`,
    paceOf(survey, speed),
  ];
  if (layout.device !== undefined) said.push(`One device per ${headers[layout.device] ?? ''}.`);
  if (!survey.zoned) said.push('The times name no zone: taken for UTC.');
  if (order === 'none')
    said.push('The times are not in order: lines are published in the order of the file.');
  if (broken.count > 0) {
    const more = broken.count > broken.examples.length ? '; …' : '';
    said.push(`Left out ${broken.count} lines that can't be read: ${broken.examples.join('; ')}${more}`);
  }
  if (survey.oddCells > 0)
    said.push(`Left out ${survey.oddCells} cells that are no number in columns of numbers.`);
  return said;
}

function timeOf({ layout, first, last, step }: Survey): string {
  const name = layout.headers[layout.time.index] ?? '';
  if (layout.time.form === 'counter')
    return `${name} counts, ${step} ms a step (--step), ${durationOf(last - first)}.`;
  const [from, to] = [first, last].map((time) => new Date(time).toISOString());
  return `${name} from ${from ?? ''} to ${to ?? ''}, ${durationOf(last - first)}.`;
}

function paceOf({ first, last }: Survey, speed: number): string {
  if (speed === Infinity) return 'Replayed as fast as it goes.';
  return `Replayed at speed ${speed}: takes ${durationOf((last - first) / speed)}.`;
}

/** A duration in the largest unit of which it has at least one. */
function durationOf(ms: number): string {
  const [unit, size] = UNITS.find(([, each]) => ms >= each) ?? ['ms', 1];
  return `${Number((ms / size).toFixed(1))} ${unit}`;
}
