const PERCENT = 95;

/**
 * The smallest value that 95 % of the values are not above (nearest rank), NaN of none. Reorders `values`, which
 * hold no NaN; takes time in proportion to their number.
 */
export function p95(values: Float64Array): number {
  if (values.length === 0) return Number.NaN;
  return select(values, Math.ceil((values.length * PERCENT) / 100) - 1);
}

/** The value at place `rank` of the sorted values (C. A. R. Hoare: Find, Algorithm 65, 1961). */
function select(values: Float64Array, rank: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = middle(at(values, low), at(values, (low + high) >>> 1), at(values, high));
    const [left, right] = partition(values, low, high, pivot);
    if (rank <= left) high = left;
    else if (rank >= right) low = right;
    else return pivot;
  }
  return at(values, rank);
}

/** Puts what is below the pivot before what is above it: up to `left`, and from `right` on. */
function partition(values: Float64Array, low: number, high: number, pivot: number): [number, number] {
  let right = low;
  let left = high;
  while (right <= left) {
    while (at(values, right) < pivot) right++;
    while (at(values, left) > pivot) left--;
    if (right > left) break;
    const swapped = at(values, right);
    values[right++] = at(values, left);
    values[left--] = swapped;
  }
  return [left, right];
}

function middle(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

function at(values: Float64Array, place: number): number {
  return values[place] ?? Number.NaN;
}
