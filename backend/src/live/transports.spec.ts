import fc from 'fast-check';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import {
  LongPollReader,
  PollReader,
  SocketReader,
  StreamReader,
  type TestReader,
} from '../../test/live-readers.js';
import { LiveWorld, type TestReading } from '../../test/live-world.js';

const NAMES = ['d/a', 'd/b', 'e/a', 'e/on'] as const;

/** Which series the names of a selection stand for, by the plain reading of the grammar. */
const SELECTIONS: [names: string[], series: number[]][] = [
  [['*/*'], [0, 1, 2, 3]],
  [['d/a'], [0]],
  [['*/a'], [0, 2]],
  [['u-e/*'], [2, 3]],
  [
    ['d/b', 'e/a', 'd/b'],
    [1, 2],
  ],
  [['nobody/a'], []],
];

type Act = { do: 'read'; series: number[] } | { do: 'drop' | 'connect' | 'pause' | 'resume'; who: number };

const acts = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('read' as const),
        series: fc.array(fc.nat(3), { maxLength: 6 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constantFrom('drop', 'connect', 'pause', 'resume'), who: fc.nat(4) }),
    },
  ),
  { maxLength: 60 },
);

function makeWorld(): LiveWorld {
  const world = new LiveWorld();
  world.device('d', [
    [0, 'a'],
    [1, 'b'],
  ]);
  world.device('e', [
    [2, 'a'],
    [3, 'on', 'boolean'],
  ]);
  return world;
}

function readersOf(world: LiveWorld, series: string[]): TestReader[] {
  return [
    new SocketReader(world, series, 'json'),
    new SocketReader(world, series, 'columns'),
    new PollReader(world, series),
    new LongPollReader(world, series),
    new StreamReader(world, series),
  ];
}

/** Times rise over all series, so that no reading is like another. */
class Source {
  readonly sent: TestReading[] = [];
  private time = 1_000;

  constructor(private readonly world: LiveWorld) {}

  read(series: number[]): void {
    const readings = series.map((n) => ({
      n,
      t: ++this.time,
      value: n === 3 ? this.time % 2 === 0 : this.time,
    }));
    this.sent.push(...readings);
    this.world.read(readings, ++this.time);
  }
}

async function play(one: Act, source: Source, readers: TestReader[]): Promise<void> {
  if (one.do === 'read') source.read(one.series);
  else readers[one.who]?.[one.do]();
  for (const reader of readers) reader.look();
  await turn();
}

describe('every transport', () => {
  it('delivers the same readings, each once, in order, over all pauses and lost connections', async () => {
    const property = fc.asyncProperty(
      acts,
      fc.constantFrom(...SELECTIONS),
      async (script, [names, series]) => {
        const world = makeWorld();
        const source = new Source(world);
        const readers = readersOf(world, names);
        for (const reader of readers) reader.connect();
        await turn();
        for (const one of script) await play(one, source, readers);
        for (let who = 0; who < readers.length; who++) {
          for (const last of ['resume', 'connect'] as const) await play({ do: last, who }, source, readers);
        }
        const expected = source.sent
          .filter(({ n }) => series.includes(n))
          .map(({ n, t, value }) => `${NAMES[n] ?? ''} ${t} ${String(value)}`);
        for (const [who, { got }] of readers.entries()) {
          const own = who === 1 ? got.map((text) => asBoolean(text)) : got;
          expect([who, own]).toEqual([who, expected]);
        }
        for (const reader of readers) reader.drop();
      },
    );
    await fc.assert(property, { numRuns: 150 });
  }, 60_000);
});

/** Columns carry booleans as 1 and 0. */
function asBoolean(text: string): string {
  return text.startsWith('e/on') ? text.replace(/ 1$/, ' true').replace(/ 0$/, ' false') : text;
}
