/** A table with its heading; numbers stand right-aligned. */
export interface Table {
  title: string;
  head: readonly string[];
  rows: readonly (readonly Cell[])[];
}

export type Cell = string | number;

/** A figure with about three digits that mean something. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value !== 0 && Math.abs(value) < 10) return value.toFixed(2);
  if (Math.abs(value) < 1_000) return value.toFixed(1);
  return Math.round(value).toLocaleString('en');
}

/** Lays a table out for a terminal. */
export function renderTable({ title, head, rows }: Table): string {
  const counts = head.map((_, column) => rows.every((row) => !isFraction(row[column])));
  const texts = rows.map((row) => row.map((cell, column) => textOf(cell, counts[column] === true)));
  const widths = head.map((name, column) =>
    Math.max(name.length, ...texts.map((row) => row[column]?.length ?? 0)),
  );
  const right = head.map((_, column) => rows.some((row) => typeof row[column] === 'number'));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return right[column] ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return [title, '', line(head), rule, ...texts.map(line)].join('\n');
}

function isFraction(cell: Cell | undefined): boolean {
  return typeof cell === 'number' && !Number.isInteger(cell);
}

/** A column of whole numbers is one of counts, which are told to the last digit. */
function textOf(cell: Cell, isCount: boolean): string {
  if (typeof cell === 'string') return cell;
  return isCount ? cell.toLocaleString('en') : figure(cell);
}
