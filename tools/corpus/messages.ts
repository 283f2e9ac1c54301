import { readFileSync } from 'node:fs';

/** A reading that somebody expects. `unit` null: unknown; `ts` null: the time of receipt. */
export interface ExpectedReading {
  metric: string;
  value: number | boolean | string;
  unit: string | null;
  ts: string | null;
  device?: string;
  optional?: boolean;
}

/** What a sensible person expects of a message. `forbid`: metrics, or `metric=value`, that must not be stored. */
export interface Expectation {
  device: string | null;
  readings: ExpectedReading[];
  forbid?: string[];
  online?: boolean;
  reject?: boolean;
}

/** A line of a corpus: a real message with what is expected of it. */
export interface CorpusMessage {
  id: string;
  family: string;
  topic: string;
  payload: Uint8Array;
  retained: boolean;
  expect: Expectation;
}

type Line = Omit<CorpusMessage, 'payload' | 'retained'> & {
  retain?: boolean;
  payload_utf8?: string;
  payload_base64?: string;
};

/** Reads a file of one JSON object a line, in order. */
export function readCorpus(file: string): CorpusMessage[] {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const {
      retain = false,
      payload_utf8: text,
      payload_base64: base64 = '',
      ...rest
    } = JSON.parse(line) as Line;
    const payload = text === undefined ? Buffer.from(base64, 'base64') : Buffer.from(text);
    return { ...rest, payload, retained: retain };
  });
}
