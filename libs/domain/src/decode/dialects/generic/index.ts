import type { Dialect } from '../../dialect.js';
import { decodeGeneric } from './decode.js';

/** The rule for everything that no dialect claims. Always the last. */
export const generic: Dialect<null> = {
  name: 'generic',
  title: 'Any other topic',
  documentation: 'docs/dialects.md',
  covers:
    'JSON, CBOR and MessagePack objects and arrays, lists of named values, Influx line protocol, JSON of Telegraf and OPC UA ' +
    'PubSub, events of EdgeX, SmartREST of Cumulocity, lists in which each item names its device, JSON in texts, ' +
    '`name=value` and columns in texts, bare values with or without a unit, availability words; on any topic',
  initial: null,
  topics: () => true,
  claims: () => true,
  decode: (message, _state, now) => decodeGeneric(message, now),
};
