import type { RawOptions } from '../command.js';
import type { OptionChecks } from '../option-checks.js';

/** Which file to replay, and how. */
export interface ReplayOptions {
  path: string;
  /** How many times as fast as the file; Infinity for as fast as it goes. */
  speed: number;
  loop: boolean;
  originalTime: boolean;
  /** What one step of a counter stands for, ms. */
  step: number;
  device: string | undefined;
  timeColumn: string | undefined;
  deviceColumn: string | undefined;
}

/** Options that say something about a simulated fleet, and those that do about a file. */
const OF_FLEETS = ['devices', 'scenario', 'kinds', 'interval', 'seed', 'mishaps'] as const;
const OF_FILES = [
  ...(['speed', 'loop', 'originalTime', 'step', 'device'] as const),
  ...(['timeColumn', 'deviceColumn'] as const),
];
const FASTEST = 1_000_000;
const YEAR = 31_536_000_000;

/** Checks the options of a replay; undefined if none is asked for. */
export function checkReplay(raw: RawOptions, checks: OptionChecks): ReplayOptions | undefined {
  const { replay: path, loop = false, originalTime = false, device, timeColumn, deviceColumn } = raw;
  const misplaced = path === undefined ? OF_FILES : OF_FLEETS;
  for (const name of misplaced.filter((each) => raw[each] !== undefined))
    checks.fault(flagOf(name), path === undefined ? 'only with --replay' : 'not with --replay');
  if (path === undefined) return undefined;
  const speed = checkSpeed(raw.speed, checks);
  if (speed === Infinity && loop) checks.fault('--loop', 'not with --speed max: the stamps would overlap');
  if (originalTime && loop) checks.fault('--loop', 'not with --original-time: the stamps would repeat');
  if (originalTime && raw.style === 'plain')
    checks.fault('--original-time', 'not with --style plain: bare values have no stamp');
  const step = checks.number('--step', raw.step, 1, YEAR) ?? 1_000;
  return { path, speed, loop, originalTime, step, device, timeColumn, deviceColumn };
}

function checkSpeed(text: string | undefined, checks: OptionChecks): number {
  if (text === undefined) return 1;
  if (text === 'max' || text === '0') return Infinity;
  const speed = /^\d*\.?\d+$/.test(text) ? Number(text) : NaN;
  if (speed > 0 && speed <= FASTEST) return speed;
  checks.fault('--speed', `must be max or a number up to ${FASTEST}, not "${text}"`);
  return 1;
}

function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
