import type { Micros } from '../../../time/index.js';
import type { DecodeRequest } from '../../outcome.js';

const REBIRTH = 'Node Control/Rebirth';
const BOOLEAN = 11;

/** Asks an edge node to be born anew, with all its devices (Sparkplug 3.0, 6.4.22). `topic`: its NCMD topic. */
export function rebirthRequest(topic: string, now: Micros): DecodeRequest {
  const ms = Math.floor(now / 1_000);
  const name = Array.from(REBIRTH, (letter) => letter.charCodeAt(0));
  const metric = [0x0a, name.length, ...name, 0x18, ...varint(ms), 0x20, BOOLEAN, 0x70, 1];
  return { topic, payload: Uint8Array.from([0x08, ...varint(ms), 0x12, metric.length, ...metric]) };
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}
