import * as z from 'zod';
import { timeSchema } from './device.js';

/** Lanes whose bytes are counted at once, and how long a lane that does nothing is remembered, ms. */
export const LANES_MAX = 200;
export const LANE_IDLE_MS = 60_000;

/** Name of a lane: the page makes one up and sends it as query `lane` of every request of that lane. */
export const laneIdSchema = z.string().regex(/^[\w-]{1,64}$/, 'must be 1 to 64 of A-Z a-z 0-9 _ -');

/** Query of `GET /api/transports/lanes`; `lane` repeats. */
export const laneQuerySchema = z.object({
  lane: z.preprocess(asList, z.array(laneIdSchema).min(1).max(16)),
});
export type LaneQuery = z.infer<typeof laneQuerySchema>;

/**
 * What a lane has cost so far, counted on the server's sockets: bytes of TCP payload, with the headers of HTTP
 * and of WebSocket frames. `requests`: requests and upgrades; `open`: those that have not ended.
 */
export const laneCountsSchema = z.object({
  lane: z.string(),
  since: timeSchema,
  requests: z.number().int(),
  open: z.number().int(),
  received: z.number().int(),
  sent: z.number().int(),
});
export type LaneCounts = z.infer<typeof laneCountsSchema>;

/** Lanes that have done nothing yet, or for a minute, are not in the answer. */
export const laneListSchema = z.object({ time: timeSchema, lanes: z.array(laneCountsSchema) });
export type LaneList = z.infer<typeof laneListSchema>;

/**
 * Answer of `POST /api/transports/handshake`: put `token` into the query of a WebSocket handshake as `tap`
 * before `expiresAt`, and that one connection is shown to whoever knows the token.
 */
export const tapTokenSchema = z.object({ token: z.string(), expiresAt: timeSchema });
export type TapToken = z.infer<typeof tapTokenSchema>;

const token = z.string().min(16).max(64);
export const tapQuerySchema = z.object({ token });
export type TapQuery = z.infer<typeof tapQuerySchema>;

export const tapStateSchema = z.enum(['waiting', 'open', 'closed']);
export type TapState = z.infer<typeof tapStateSchema>;

/** Head of a request or an answer as it was on the wire (latin1), values of secret headers blanked. */
const headSchema = z.object({ at: timeSchema, text: z.string(), bytes: z.number().int() });

/** Bytes that the tap saw, and those that the socket has counted meanwhile: equal, once nothing is under way. */
const seenSchema = z.object({ seen: z.number().int(), counted: z.number().int() });

/** How Sec-WebSocket-Accept follows from the key: RFC 6455, sections 1.3 and 4.2.2. */
export const acceptStepsSchema = z.object({
  key: z.string(),
  guid: z.string(),
  joined: z.string(),
  sha1: z.string().meta({ description: 'SHA-1 of `joined`, hexadecimal' }),
  accept: z.string().meta({ description: 'the same 20 bytes in base64' }),
  answered: z.string().nullable().meta({ description: 'Sec-WebSocket-Accept as it was sent' }),
});
export type AcceptSteps = z.infer<typeof acceptStepsSchema>;

/** Answer of `GET /api/transports/handshake`. `accept`: null without a key; `frames`: how many passed so far. */
export const handshakeSchema = z.object({
  state: tapStateSchema,
  request: headSchema.nullable(),
  answer: headSchema.nullable(),
  accept: acceptStepsSchema.nullable(),
  received: seenSchema,
  sent: seenSchema,
  frames: z.number().int(),
});
export type Handshake = z.infer<typeof handshakeSchema>;

/** Frames of a tapped connection that are held. */
export const TAPPED_FRAMES = 200;

/** Bytes that are shown of the payload of a frame. */
export const FRAME_HEAD_BYTES = 32;

/** One frame as it passed (RFC 6455, section 5.2). */
export const wireFrameSchema = z.object({
  n: z.number().int().meta({ description: 'its place among all frames of both directions, from 1' }),
  at: timeSchema,
  direction: z.enum(['received', 'sent']).meta({ description: 'as the server sees it' }),
  fin: z.boolean(),
  rsv: z.number().int().meta({ description: 'RSV1 4, RSV2 2, RSV3 1' }),
  opcode: z.number().int(),
  name: z.enum(['continuation', 'text', 'binary', 'close', 'ping', 'pong', 'reserved']),
  mask: z.string().nullable().meta({ description: 'masking key, hexadecimal; null if it is not masked' }),
  headerBytes: z.number().int(),
  length: z.number().meta({ description: 'bytes of its payload' }),
  head: z.string().meta({ description: 'first bytes of its payload, unmasked, hexadecimal' }),
});
export type WireFrame = z.infer<typeof wireFrameSchema>;

/** Query of `GET /api/transports/frames`: those after the frame number `after`. */
export const frameQuerySchema = z.object({ token, after: z.coerce.number().int().min(0).default(0) });
export type FrameQuery = z.infer<typeof frameQuerySchema>;

/** Frames in order. `next`: ask with it as `after`; `missed`: frames after `after` that are no longer held. */
export const frameListSchema = z.object({
  state: tapStateSchema,
  frames: z.array(wireFrameSchema),
  next: z.number().int(),
  missed: z.number().int(),
});
export type FrameList = z.infer<typeof frameListSchema>;

/** Labs that run at once, and how long each runs without being asked for again. */
export const LABS_MAX = 8;
export const LAB_LEASE_MS = 15_000;

/** Body of `POST /api/transports/lab`; with the `id` of one that runs it is changed and goes on. */
export const labRequestSchema = z.strictObject({
  rate: z.number().min(1).max(100).meta({ description: 'updates a second' }),
  bytes: z.number().int().min(8).max(4_096).meta({ description: 'of each value' }),
  id: z.string().max(64).optional(),
});
export type LabRequest = z.infer<typeof labRequestSchema>;

/**
 * A series that runs for `leaseMs` more. Its values are texts of exactly `bytes` ASCII characters: their number from
 * 0 in eight digits (so that a missing one shows), then filler. `t` of each reading is the time it was made.
 */
export const labSchema = z.object({
  id: z.string(),
  device: z.string(),
  uid: z.string(),
  metric: z.string(),
  rate: z.number(),
  bytes: z.number().int(),
  leaseMs: z.number(),
});
export type Lab = z.infer<typeof labSchema>;

/** An echo, by HTTP or Socket.IO: `sent` comes back as it is, with `bytes` characters of filler. */
export const echoRequestSchema = z.strictObject({
  sent: z.number(),
  bytes: z.number().int().min(0).max(4_096).default(0),
});
export type EchoRequest = z.output<typeof echoRequestSchema>;

/** `received`: our time. */
export const echoSchema = z.object({ sent: z.number(), received: timeSchema, filler: z.string() });
export type Echo = z.infer<typeof echoSchema>;

/** The answer to an echo that was received at `received`, ms. */
export function echoOf({ sent, bytes }: EchoRequest, received: number): Echo {
  return { sent, received, filler: '.'.repeat(bytes) };
}

function asList(value: unknown): unknown {
  return value === undefined || Array.isArray(value) ? value : [value];
}
