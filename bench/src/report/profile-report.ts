import { byOwner, type SelfTime, type ThreadProfile } from '../measure/profile.ts';
import type { Table } from './table.ts';

const FUNCTIONS = 15;
const OWNERS = 10;

/** The functions that cost most by themselves, for each thread, and the same by package. */
export function profileTables(title: string, threads: readonly ThreadProfile[], messages: number): Table[] {
  return threads.flatMap(({ thread, functions }) => {
    const name = thread === 0 ? 'main thread' : `worker thread ${thread}`;
    return [
      selfTable(`Profile of ${title}, ${name}: functions by their own time`, functions, messages, FUNCTIONS),
      selfTable(`Profile of ${title}, ${name}: by package`, functions, messages, OWNERS, byOwner(functions)),
    ];
  });
}

function selfTable(
  title: string,
  all: readonly SelfTime[],
  messages: number,
  most: number,
  shown: readonly SelfTime[] = all,
): Table {
  const whole = all.reduce((sum, { microseconds }) => sum + microseconds, 0);
  return {
    title,
    head: ['µs a message', '%', 'what'],
    rows: shown
      .slice(0, most)
      .map(({ name, microseconds }) => [microseconds / messages, (microseconds * 100) / whole, name]),
  };
}
