/** The name space of the live stream, as packets name it. */
const NAMESPACE = '/live,';

/** What Socket.IO says in a text message over WebSocket (Engine.IO 4, Socket.IO 5). */
export type Packet =
  | { type: 'open' | 'ping' | 'connected' | 'other' }
  | { type: 'refused'; reason: string }
  | { type: 'ack'; id: number; answer: unknown }
  /** `attachments`: so many binary messages follow, which belong to it. */
  | { type: 'event'; name: string; payload: unknown; attachments: number };

/** Packets that a client sends as they are. */
export const PONG = '3';
export const CONNECT = `40${NAMESPACE}`;

/** A packet that asks for one event; with `id` it is answered by an `ack`. */
export function eventPacket(name: string, payload: unknown, id?: number): string {
  return `42${NAMESPACE}${id ?? ''}${JSON.stringify([name, payload])}`;
}

/** Reads a text message; throws if it is none of Socket.IO. */
export function readPacket(text: string): Packet {
  if (text.startsWith('0')) return { type: 'open' };
  if (text.startsWith('2')) return { type: 'ping' };
  const body = bodyOf(text);
  switch (text.slice(0, 2)) {
    case '40':
      return { type: 'connected' };
    case '41':
      return { type: 'refused', reason: 'the server ended the connection' };
    case '42':
      return eventOf(body, 0);
    case '43':
      return { type: 'ack', id: Number.parseInt(body, 10), answer: listOf(body)[0] };
    case '44':
      return { type: 'refused', reason: body };
    case '45':
      return eventOf(body, Number.parseInt(text.slice(2), 10));
    default:
      return { type: 'other' };
  }
}

/** What follows the name space. */
function bodyOf(text: string): string {
  const at = text.indexOf(NAMESPACE);
  return at < 0 ? text.slice(2) : text.slice(at + NAMESPACE.length);
}

function listOf(body: string): unknown[] {
  return JSON.parse(body.slice(body.indexOf('['))) as unknown[];
}

function eventOf(body: string, attachments: number): Packet {
  const [name, payload] = listOf(body);
  return { type: 'event', name: String(name), payload, attachments };
}
