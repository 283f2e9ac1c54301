/** Characters of a line, the ones in quotes included; a longer one has lost a quote. */
const LONGEST = 8_192;

/** A line of the table; `line` is the first one of the file that it takes, from 1. */
export interface CsvRecord {
  line: number;
  cells: string[];
}

/** A line that cannot be read, and why. */
export interface CsvFault {
  line: number;
  reason: string;
  text: string;
}

/** What was found at a place of the text: the cells up to `end`, a fault, or too little text to tell. */
type Found = { cells: string[]; end: number } | { fault: string } | 'more';
type Cell = { value: string; end: number } | 'more';

/**
 * Reads comma separated values (RFC 4180, lines ending with CRLF or LF) piece by piece. A line with a broken quote
 * is a fault by itself: the one after it is read as if nothing had been, which a reader that looks for the next
 * quote could not do. Empty lines are left out.
 */
export class CsvReader {
  private text = '';
  private line = 1;
  /** In the middle of a line that is too long: what comes before its end is dropped. */
  private skipping = false;

  /** The line that the next record begins at. */
  get nextLine(): number {
    return this.line;
  }

  /** The lines that are complete with this piece. */
  *push(piece: string): Generator<CsvRecord | CsvFault> {
    this.text += piece;
    yield* this.drain(false);
  }

  /** What is left when no piece follows. */
  *end(): Generator<CsvRecord | CsvFault> {
    yield* this.drain(true);
  }

  private *drain(isEnd: boolean): Generator<CsvRecord | CsvFault> {
    let start = this.skipping ? this.afterLine(0) : 0;
    this.line += linesIn(this.text.slice(0, start));
    while (start < this.text.length) {
      const found = this.find(start, isEnd);
      if (found === 'more') break;
      const end = 'cells' in found ? found.end : this.afterLine(start);
      const taken = this.text.slice(start, end);
      if ('fault' in found) yield { line: this.line, reason: found.fault, text: taken.trimEnd() };
      else if (!isEmpty(found.cells)) yield { line: this.line, cells: found.cells };
      this.line += linesIn(taken);
      start = end;
    }
    this.text = this.text.slice(start);
  }

  /** The place after the end of the line; drops what follows if the end is not there yet. */
  private afterLine(start: number): number {
    const end = this.text.indexOf('\n', start);
    this.skipping = end < 0;
    return end < 0 ? this.text.length : end + 1;
  }

  private find(start: number, isEnd: boolean): Found {
    const found = readRecord(this.text, start, isEnd);
    if (found !== 'more') return 'end' in found && found.end - start > LONGEST ? TOO_LONG : found;
    if (isEnd) return NOT_CLOSED;
    if (this.text.length - start <= LONGEST) return 'more';
    return this.text.includes('\n', start) ? NOT_CLOSED : TOO_LONG;
  }
}

const TOO_LONG = { fault: `the line has more than ${LONGEST} characters` };
const NOT_CLOSED = { fault: 'a quote is not closed' };

function readRecord(text: string, start: number, isEnd: boolean): Found {
  const newline = text.indexOf('\n', start);
  if (newline < 0 && !isEnd) return 'more';
  const end = newline < 0 ? text.length : newline;
  const line = text.slice(start, text[end - 1] === '\r' && end > start ? end - 1 : end);
  if (!line.includes('"')) return { cells: line.split(','), end: Math.min(end + 1, text.length) };
  return readQuoted(text, start, isEnd);
}

/** A record with quotes somewhere, cell by cell. */
function readQuoted(text: string, start: number, isEnd: boolean): Found {
  const cells: string[] = [];
  for (let at = start; ; at++) {
    const cell = text[at] === '"' ? quotedCell(text, at, isEnd) : plainCell(text, at, isEnd);
    if (cell === 'more') return cell;
    cells.push(cell.value);
    at = cell.end;
    if (text[at] === ',') continue;
    const rest = text.slice(at, at + 2);
    if (rest === '' || rest === '\r') return isEnd ? { cells, end: text.length } : 'more';
    if (rest.startsWith('\n')) return { cells, end: at + 1 };
    return rest === '\r\n' ? { cells, end: at + 2 } : { fault: 'something follows a closing quote' };
  }
}

function quotedCell(text: string, start: number, isEnd: boolean): Cell {
  for (let from = start + 1; ;) {
    const quote = text.indexOf('"', from);
    if (quote < 0 || (quote + 1 >= text.length && !isEnd)) return 'more';
    if (text[quote + 1] === '"') from = quote + 2;
    else return { value: text.slice(start + 1, quote).replaceAll('""', '"'), end: quote + 1 };
  }
}

function plainCell(text: string, start: number, isEnd: boolean): Cell {
  const newline = text.indexOf('\n', start);
  if (newline < 0 && !isEnd) return 'more';
  const lineEnd = newline < 0 ? text.length : newline;
  const comma = text.indexOf(',', start);
  if (comma >= 0 && comma < lineEnd) return { value: text.slice(start, comma), end: comma };
  const end = text[lineEnd - 1] === '\r' && lineEnd > start ? lineEnd - 1 : lineEnd;
  return { value: text.slice(start, end), end };
}

function isEmpty(cells: readonly string[]): boolean {
  return cells.length === 1 && cells[0] === '';
}

function linesIn(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
