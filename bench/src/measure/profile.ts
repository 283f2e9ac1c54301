import { readdirSync, readFileSync } from 'node:fs';
import type { Profiler } from 'node:inspector';
import { join } from 'node:path';

/** What one function used by itself. */
export interface SelfTime {
  name: string;
  /** Package or part of the product that it belongs to. */
  owner: string;
  microseconds: number;
}

/** One thread of a profiled process within a window of time. */
export interface ThreadProfile {
  /** 0 for the main thread. */
  thread: number;
  functions: SelfTime[];
}

/** µs on the machine's monotonic clock. */
export interface Window {
  from: number;
  to: number;
}

const NOT_WORK = new Set(['(idle)', '(root)']);

/** Reads what `--cpu-prof` left in `folder`, one profile for each thread. */
export function readProfiles(folder: string, window: Window): ThreadProfile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.cpuprofile'))
    .map((name) => {
      const profile = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Profiler.Profile;
      return { thread: threadOf(name), functions: selfTimes(profile, window) };
    })
    .sort((a, b) => a.thread - b.thread);
}

/** Time of each function itself within the window, most first; waiting is left out. */
export function selfTimes(profile: Profiler.Profile, window: Window): SelfTime[] {
  const frames = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame]));
  const functions = new Map<string, SelfTime>();
  let time = profile.startTime;
  for (const [place, id] of (profile.samples ?? []).entries()) {
    const delta = profile.timeDeltas?.[place] ?? 0;
    time += delta;
    const frame = frames.get(id);
    if (!frame || time < window.from || time > window.to || NOT_WORK.has(frame.functionName)) continue;
    add(functions, frame, delta);
  }
  return [...functions.values()].sort((a, b) => b.microseconds - a.microseconds);
}

/** The same by owner. */
export function byOwner(functions: readonly SelfTime[]): SelfTime[] {
  const owners = new Map<string, SelfTime>();
  for (const { owner, microseconds } of functions) {
    const known = owners.get(owner);
    if (known) known.microseconds += microseconds;
    else owners.set(owner, { name: owner, owner, microseconds });
  }
  return [...owners.values()].sort((a, b) => b.microseconds - a.microseconds);
}

function add(functions: Map<string, SelfTime>, frame: Frame, delta: number): void {
  const name = nameOf(frame);
  const known = functions.get(name);
  if (known) known.microseconds += delta;
  else functions.set(name, { name, owner: ownerOf(frame), microseconds: delta });
}

type Frame = Profiler.Profile['nodes'][number]['callFrame'];

function nameOf({ functionName, url, lineNumber }: Frame): string {
  const name = functionName || '(anonymous)';
  return url === '' ? name : `${name} ${shortPath(url)}:${lineNumber + 1}`;
}

function ownerOf({ functionName, url }: Frame): string {
  if (url === '') return functionName.startsWith('(') ? functionName : 'native code of Node';
  if (url.startsWith('node:')) return 'Node itself';
  const packaged = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//u.exec(url)?.[1];
  return packaged ?? /\/((?:libs\/)?[^/]+)\/(?:dist|src)\//u.exec(url)?.[1] ?? shortPath(url);
}

/** Without the machine's part of the path. */
function shortPath(url: string): string {
  return url
    .replace(/^file:\/\//u, '')
    .replace(/^.*\/node_modules\//u, '')
    .replace(/^.*\/((?:libs\/)?[^/]+\/(?:dist|src)\/)/u, '$1');
}

/** `CPU.<date>.<time>.<pid>.<thread>.<sequence>.cpuprofile` */
function threadOf(fileName: string): number {
  return Number(fileName.split('.')[4] ?? 0);
}
