import { BoundedMap } from '../../bounded-map.js';
import type { Dialect } from '../../dialect.js';
import { decodeSenml, readPack, type SenmlState } from './decode.js';

/** Metrics whose update time is remembered. */
const METRICS_MAX = 20_000;

export const senml: Dialect<SenmlState> = {
  name: 'senml',
  title: 'SenML',
  documentation: 'https://www.rfc-editor.org/rfc/rfc8428',
  covers:
    'packs in JSON and CBOR on any topic: base values, relative times, sums, units, update times; documents of the drafts',
  initial: BoundedMap.empty<number>(METRICS_MAX),
  topics: () => true,
  claims: (message) => readPack(message) !== undefined,
  decode: decodeSenml,
};
