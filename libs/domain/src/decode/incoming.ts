import type { RejectReason } from '@sensorium/contracts';
import { readCbor } from './cbor.js';
import { isJsonObject, type JsonObject } from './envelope.js';
import { readMsgpack } from './msgpack.js';
import { readPayload, type Payload } from './payload.js';
import type { Topic } from './topic.js';
import { decodeUtf8 } from './utf8.js';

/**
 * A message on its way through the dialects. Its payload is read when somebody asks, and once: ten recognisers
 * cost one parse. Nothing that it hands out may be changed.
 */
export class IncomingMessage {
  private readBody: Payload | RejectReason | undefined;
  private readCbor: object | RejectReason | undefined;
  private readMsgpack: object | RejectReason | undefined;

  constructor(
    readonly topic: Topic,
    /** Lent for the time of decoding: keep no reference to it. */
    readonly payload: Uint8Array,
    /** Sent because it was retained, not because it was published just now. */
    readonly retained: boolean,
  ) {}

  /** Nothing in it: on a retained topic it says that the value was deleted. */
  get isEmpty(): boolean {
    return this.payload.length === 0;
  }

  /** A JSON object or array, a bare value, or why it is neither. A member that is NaN or infinite is Infinity. */
  body(): Payload | RejectReason {
    return (this.readBody ??= readPayload(this.payload));
  }

  /** The JSON object or array in it, else undefined. */
  json(): object | undefined {
    const body = this.body();
    return typeof body !== 'string' && body.kind === 'json' ? body.value : undefined;
  }

  /** The JSON object in it, else undefined. Read its members with `own`. */
  object(): JsonObject | undefined {
    const json = this.json();
    return isJsonObject(json) ? json : undefined;
  }

  /** The text in it without space around it, whatever it is; undefined if it is not UTF-8 or too large. */
  text(): string | undefined {
    const body = this.body();
    if (typeof body !== 'string' && body.kind === 'bare' && typeof body.value === 'string') return body.value;
    if (body === 'too-large' || body === 'not-utf8') return undefined;
    return decodeUtf8(this.payload)?.trim();
  }

  /** The object or array of a CBOR body, as JSON would have had it, else undefined. */
  cbor(): object | undefined {
    const value = (this.readCbor ??= readCbor(this.payload));
    return typeof value === 'string' ? undefined : value;
  }

  /** The object or array of a MessagePack body, as JSON would have had it, else undefined. */
  msgpack(): object | undefined {
    const value = (this.readMsgpack ??= readMsgpack(this.payload));
    return typeof value === 'string' ? undefined : value;
  }
}
