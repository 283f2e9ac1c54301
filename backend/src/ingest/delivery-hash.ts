import type { Message } from '@sensorium/domain/decode';
import { crc32 } from 'node:zlib';

/** 32 bits that tell topic and payload of a message from those of another with the same packet id. */
export function deliveryHash({ topic, payload }: Pick<Message, 'topic' | 'payload'>): number {
  return crc32(payload, crc32(topic));
}
