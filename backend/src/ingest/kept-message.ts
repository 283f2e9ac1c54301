import { nativeTopics, type LastMessage } from '@sensorium/contracts';
import type { KeptMessage, TrackedDevice } from './tracked.js';

/** Bytes of the newest message that are kept of each device. */
const HEAD_BYTES = 4_096;

/** Bytes that are shown of a message that is no text. */
const HEX_BYTES = 256;

/** Retained topics that are remembered of each device. */
const RETAINED_TOPICS = 64;

/** Keeps the newest message of a device, copying its first bytes, and which of its topics are retained. */
export function keepMessage(
  device: TrackedDevice,
  message: { topic: string; payload: Uint8Array; retained: boolean; now: number },
): void {
  const { topic, payload, retained, now } = message;
  const head = payload.slice(0, HEAD_BYTES);
  device.lastMessage = { topic, at: now, bytes: payload.length, retained, head };
  if (retained && device.retainedTopics.size < RETAINED_TOPICS) device.retainedTopics.add(topic);
}

/** The newest message as people read it: text where it is text, else hexadecimal. */
export function showMessage(device: TrackedDevice): LastMessage {
  const { lastMessage } = device;
  return { message: lastMessage && show(lastMessage), retainedTopics: retainedTopicsOf(device) };
}

/** Topics that are retained at the broker: those seen so, and those that native devices retain. */
export function retainedTopicsOf(device: TrackedDevice): string[] {
  const native = [device, ...device.others].filter(({ dialect }) => dialect === 'native');
  const topics = native.flatMap(({ id, base }) => {
    const { meta, status } = nativeTopics(id, base);
    return [...(device.meta ? [meta] : []), ...(device.saidOnline === undefined ? [] : [status])];
  });
  return [...new Set([...device.retainedTopics, ...topics])];
}

function show({ topic, at, bytes, retained, head }: KeptMessage): NonNullable<LastMessage['message']> {
  const text = readText(head, head.length < bytes);
  const hex = text === null ? Buffer.from(head.subarray(0, HEX_BYTES)).toString('hex') : null;
  return { topic, at: at / 1_000, bytes, retained, text, hex };
}

function readText(head: Uint8Array, cut: boolean): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: cut });
  } catch {
    return null;
  }
}
