import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A message of a family, as `libs/domain` has it for its own tests. */
interface Example {
  dialect: string;
  topic: string;
  payload?: string;
  base64?: string;
}

interface Decoded {
  kind: string;
  state?: unknown;
}

type Decode = (
  state: unknown,
  message: { topic: string; payload: Uint8Array; retained: boolean },
  now: number,
) => Decoded;

/** The built decoder: the bench knows no project but contracts, and measures what is shipped. */
export interface BuiltDecoder {
  decode: Decode;
  initial: unknown;
  families: Map<string, { topic: string; payload: Uint8Array; retained: boolean }[]>;
}

/** Processor time of one family, µs a message. */
export interface DecodeRun {
  family: string;
  round: number;
  bytes: number;
  decode: number;
  /** The same bodies by `JSON.parse` after UTF-8 alone; undefined where they are no JSON. */
  parse: number | undefined;
}

const BUILT = join(import.meta.dirname, '../../../libs/domain/dist/decode');

/** Loads the decoder and its examples from the build of `libs/domain`. */
export async function loadDecoder(): Promise<BuiltDecoder> {
  const load = (file: string): Promise<unknown> =>
    import(pathToFileURL(join(BUILT, file)).href) as Promise<unknown>;
  const { decode, EMPTY_DECODE_STATE } = (await load('index.js')) as {
    decode: Decode;
    EMPTY_DECODE_STATE: unknown;
  };
  const { EXAMPLES } = (await load('examples/index.js')) as { EXAMPLES: readonly Example[] };
  const families: BuiltDecoder['families'] = new Map();
  for (const { dialect, topic, payload = '', base64 } of EXAMPLES) {
    const bytes = base64 === undefined ? Buffer.from(payload) : Buffer.from(base64, 'base64');
    families.set(dialect, [...(families.get(dialect) ?? []), { topic, payload: bytes, retained: false }]);
  }
  return { decode, initial: EMPTY_DECODE_STATE, families };
}

/** Decodes the messages of one family again and again for about `seconds` of processor time. */
export function measureFamily(
  decoder: BuiltDecoder,
  family: string,
  round: number,
  seconds: number,
): DecodeRun {
  const messages = decoder.families.get(family) ?? [];
  let { initial: state } = decoder;
  let now = Date.UTC(2026, 10, 23) * 1_000;
  const decode = microsEach(seconds, messages.length, () => {
    now += 1;
    for (const message of messages) {
      const outcome = decoder.decode(state, message, now);
      if (outcome.kind === 'facts') ({ state } = outcome);
    }
  });
  const bytes = messages.reduce((sum, { payload }) => sum + payload.length, 0) / messages.length;
  return { family, round, bytes, decode, parse: parseAlone(messages, seconds) };
}

function parseAlone(messages: readonly { payload: Uint8Array }[], seconds: number): number | undefined {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  const parse = (): void => {
    for (const { payload } of messages) JSON.parse(utf8.decode(payload));
  };
  try {
    parse();
  } catch {
    return undefined;
  }
  return microsEach(seconds, messages.length, parse);
}

/** Passes between two looks at the clock, and before the first. */
const PASSES = 1_000;

/** Processor time of a message, µs, when `pass` takes `count` of them. */
function microsEach(seconds: number, count: number, pass: () => void): number {
  for (let warm = 0; warm < PASSES; warm++) pass();
  const began = process.cpuUsage();
  for (let passes = PASSES; ; passes += PASSES) {
    for (let one = 0; one < PASSES; one++) pass();
    const { user, system } = process.cpuUsage(began);
    if (user + system > seconds * 1e6) return (user + system) / (passes * count);
  }
}
