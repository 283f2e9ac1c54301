import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The parts of the built domain that the corpus is judged with. Types are those of `libs/domain`. */
export interface Domain {
  decode: (
    state: unknown,
    message: { topic: string; payload: Uint8Array; retained: boolean },
    now: number,
  ) => Outcome;
  initial: unknown;
  /** Number, 1 or 0, or text as it would be stored; undefined for what would be refused. */
  settle: (raw: unknown) => number | string | undefined;
  unitSymbol: (unit: string) => string;
  /** Unit of a metric that its message does not state: documented or guessed. */
  unitOf: (dialect: string, metric: string) => string | undefined;
}

export interface Fact {
  type: 'readings' | 'availability' | 'description' | 'reply' | 'removal';
  device: { dialect: string; base: string; id: string };
  stamp?: number;
  metrics?: string[];
  values?: unknown[];
  units?: (string | undefined)[];
  online?: boolean;
  meta?: { metrics?: Record<string, { unit?: string }> };
}

export interface Outcome {
  kind: 'facts' | 'ignored' | 'rejected';
  reason?: string;
  facts?: Fact[];
  state?: unknown;
}

interface DecodeModule {
  Decoder: new (dialects: readonly unknown[]) => { decode: Domain['decode'] };
  DIALECTS: readonly unknown[];
  generic: unknown;
  EMPTY_DECODE_STATE: unknown;
  metricFacts: (dialect: string, metric: string) => { unit?: string } | undefined;
}

/** Loads the domain from its build; with `genericOnly` all dialects but the generic rule are off. */
export async function loadDomain(root: string, genericOnly: boolean): Promise<Domain> {
  const load = (name: string): Promise<unknown> =>
    import(pathToFileURL(join(root, `libs/domain/dist/${name}/index.js`)).href) as Promise<unknown>;
  const decoding = (await load('decode')) as DecodeModule;
  const { unitSymbol } = (await load('units')) as Pick<Domain, 'unitSymbol'>;
  const { settleKind } = (await load('series')) as { settleKind: (kind: undefined, raw: unknown) => unknown };
  const decoder = new decoding.Decoder(genericOnly ? [decoding.generic] : decoding.DIALECTS);
  return {
    decode: (state, message, now) => decoder.decode(state, message, now),
    initial: decoding.EMPTY_DECODE_STATE,
    settle: (raw) => {
      const settled = settleKind(undefined, raw);
      return typeof settled === 'string' ? undefined : (settled as { value: number | string }).value;
    },
    unitSymbol,
    unitOf: (dialect, metric) => decoding.metricFacts(dialect, metric)?.unit,
  };
}
