/** How a line is told from the others. `colour`: number of its series colour, 1 to 10. */
export interface Look {
  colour: number;
  /** Dashes and their distances, px; null: solid. */
  dash: readonly number[] | null;
}

const COLOURS = 10;
/** Colours from this one on are told apart by dashes too. */
const SOLID = 6;
const DASHES = [7, 3] as const;
const DOTS = [1.5, 3.5] as const;

/** The look of the line at a place; 20 places have different ones: solid, dashed, then dotted. */
export function lookAt(place: number): Look {
  const colour = (place % COLOURS) + 1;
  if (place >= COLOURS) return { colour, dash: DOTS };
  return { colour, dash: colour > SOLID ? DASHES : null };
}

/**
 * Places of series, by name: one that stays keeps its place while others come and go, a new one gets the first that
 * is free.
 */
export function placesOf(
  before: ReadonlyMap<string, number>,
  names: readonly string[],
): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const name of names) {
    const place = before.get(name);
    if (place !== undefined) places.set(name, place);
  }
  const taken = new Set(places.values());
  let free = 0;
  for (const name of names) {
    if (places.has(name)) continue;
    while (taken.has(free)) free++;
    places.set(name, free);
    taken.add(free);
  }
  return places;
}
