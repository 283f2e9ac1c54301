/** Readings of encoded columns, by their second field: an unsigned number in groups of seven bits, low ones first. */
export function rowsOf(columns: Uint8Array): number {
  let rows = 0;
  for (let place = 1; place < 6; place++) {
    const byte = columns[place] ?? 0;
    rows += (byte & 127) * 128 ** (place - 1);
    if (byte < 128) return rows;
  }
  throw new Error('these are no columns');
}
