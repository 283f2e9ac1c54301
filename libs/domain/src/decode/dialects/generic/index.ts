import type { Dialect } from '../../dialect.js';
import { decodeGeneric } from './decode.js';

/** The rule for everything that no dialect claims. Always the last. */
export const generic: Dialect<null> = {
  name: 'generic',
  title: 'Any other topic',
  documentation: 'docs/dialects.md',
  covers: 'JSON objects and arrays, bare values and availability words on any topic',
  initial: null,
  topics: () => true,
  claims: () => true,
  decode: (message, _state, now) => decodeGeneric(message, now),
};
