/** Values of a state over time, oldest first. Times in ms of the server's clock. */
export interface States {
  readonly length: number;
  time(index: number): number;
  value(index: number): number;
}

/** Stretch of time, ms of the server's clock. */
export interface Stretch {
  from: number;
  to: number;
}

/** One state as long as it lasted, ms of the server's clock. `value`: NaN for a gap or a mixture. */
export interface Segment extends Stretch {
  value: number;
  kind: 'state' | 'gap' | 'mixed';
}

/** Segments shorter than this share of the view are not told apart. */
const LEAST_SHARE = 1 / 400;

/**
 * The states inside of `view`, oldest first. Equal neighbours are one; a value holds until the next one, except in
 * `gaps`. Several changes within a few px become one mixed segment. Before the first value nothing is known.
 */
export function segmentsOf(states: States, view: Stretch, gaps: readonly Stretch[]): Segment[] {
  const held = heldStates(states, view);
  return mixShort(cutGaps(held, view, gaps), (view.to - view.from) * LEAST_SHARE);
}

/** The segment at `t`. */
export function segmentAt(segments: readonly Segment[], t: number): Segment | undefined {
  return segments.find(({ from, to }) => t >= from && t <= to);
}

/** The value that holds at `t`, be it in a mixture of many; NaN before the first. */
export function stateAt(states: States, t: number): number {
  let low = 0;
  let high = states.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (states.time(middle) <= t) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? NaN : states.value(low - 1);
}

function heldStates(states: States, view: Stretch): Segment[] {
  const held: Segment[] = [];
  for (let i = 0; i < states.length; i++) {
    const from = Math.max(view.from, states.time(i));
    const to = i + 1 < states.length ? Math.min(view.to, states.time(i + 1)) : view.to;
    if (to <= view.from || from >= view.to || to <= from) continue;
    const value = states.value(i);
    const before = held.at(-1);
    if (before?.value === value && before.to === from) before.to = to;
    else held.push({ from, to, value, kind: 'state' });
  }
  return held;
}

function cutGaps(held: readonly Segment[], view: Stretch, gaps: readonly Stretch[]): Segment[] {
  const silent = gaps
    .map(({ from, to }) => ({ from: Math.max(from, view.from), to: Math.min(to, view.to) }))
    .filter(({ from, to }) => to > from);
  const cut = held.flatMap((segment) => outside(segment, silent));
  const hatched = silent.map((gap): Segment => ({ ...gap, value: NaN, kind: 'gap' }));
  return [...cut, ...hatched].sort((a, b) => a.from - b.from);
}

/** What is left of a segment between the gaps, which are sorted and do not touch. */
function outside(segment: Segment, gaps: readonly Stretch[]): Segment[] {
  const parts: Segment[] = [];
  let from = segment.from;
  for (const gap of gaps) {
    if (gap.to <= from || gap.from >= segment.to) continue;
    if (gap.from > from) parts.push({ ...segment, from, to: gap.from });
    from = gap.to;
  }
  if (from < segment.to) parts.push({ ...segment, from });
  return parts;
}

function mixShort(segments: readonly Segment[], least: number): Segment[] {
  const mixed: Segment[] = [];
  for (const segment of segments) {
    const before = mixed.at(-1);
    const short = segment.to - segment.from < least && segment.kind === 'state';
    if (short && before?.to === segment.from && isShort(before, least)) {
      before.to = segment.to;
      before.kind = 'mixed';
      before.value = NaN;
    } else mixed.push({ ...segment });
  }
  return mixed;
}

function isShort({ from, to, kind }: Segment, least: number): boolean {
  return kind === 'mixed' || (kind === 'state' && to - from < least);
}
