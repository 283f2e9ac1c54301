import { type CsvError, type Info, parse } from 'csv-parse';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { ReplayFault } from './fault.js';

/** One line of a table: its cells, where it ends in the file and its number, from 1. */
export interface Line {
  cells: string[];
  /** Offset of the byte after it. */
  end: number;
  number: number;
}

/** What of a file to read, in bytes; `end` is not part of it. */
export interface Extent {
  start: number;
  end: number;
}

/** Told of each line that is no line of a table. */
export type OnBroken = (line: number, reason: string) => void;

const SNIFFED_BYTES = 65_536;
const LONGEST_LINE = 1_048_576;
const CHUNK_BYTES = 65_536;
const SMALL_CHUNK_BYTES = 8_192;
const DELIMITERS = [',', ';', '\t', '|'];

/** Finds what separates the cells of a file. Throws ReplayFault if it is not there or no text in UTF-8. */
export async function sniffDelimiter(path: string): Promise<string> {
  const head = await readHead(path);
  const utf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  if (utf16 || head.includes(0)) throw new ReplayFault(`${path}: is not text in UTF-8`);
  const first = head.toString('utf8').split(/\r\n|\n|\r/, 1)[0] ?? '';
  const bare = first.replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** The lines of a file (or of an extent of it) one by one; memory does not grow with the file. */
export async function* readLines(
  path: string,
  delimiter: string,
  onBroken: OnBroken,
  extent?: Extent,
): AsyncGenerator<Line, void, undefined> {
  const parser = parse({
    ...{ delimiter, bom: true, info: true, ltrim: true, skip_empty_lines: true },
    ...{ relax_column_count: true, relax_quotes: true, skip_records_with_error: true },
    max_record_size: LONGEST_LINE,
    onSkip: (error) => {
      if (error === undefined) return;
      if (error.code === 'CSV_MAX_RECORD_SIZE') parser.destroy(tooLong(path, error));
      else onBroken(lineOf(error), reasonOf(error));
    },
  });
  const bounds =
    extent === undefined
      ? { highWaterMark: CHUNK_BYTES }
      : { start: extent.start, end: extent.end - 1, highWaterMark: SMALL_CHUNK_BYTES };
  pipeline(createReadStream(path, bounds), parser, () => undefined);
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
    yield { cells: record.map((cell) => cell.trimEnd()), end: info.bytes, number: info.lines };
  }
}

async function readHead(path: string): Promise<Buffer> {
  try {
    await using file = await open(path, 'r');
    if (!(await file.stat()).isFile()) throw new ReplayFault(`${path}: is no regular file`);
    const { bytesRead, buffer } = await file.read(Buffer.alloc(SNIFFED_BYTES), 0, SNIFFED_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    if (error instanceof ReplayFault) throw error;
    throw new ReplayFault(
      `${path}: can't be read (${error instanceof Error ? error.message : String(error)})`,
    );
  }
}

function tooLong(path: string, error: CsvError): ReplayFault {
  return new ReplayFault(
    `${path}: a line up to ${lineOf(error)} is longer than 1 MiB: is a quote not closed?`,
  );
}

function lineOf(error: CsvError): number {
  return typeof error.lines === 'number' ? error.lines : 0;
}

function reasonOf({ code, message }: CsvError): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED') return 'a quote is not closed';
  return message;
}
