import type { AcceptSteps } from '@sensorium/contracts';
import { createHash } from 'node:crypto';

/** What a server joins to the key of every client: RFC 6455, section 1.3. */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

const SECRET = /^((?:proxy-)?authorization|(?:set-)?cookie2?):/i;
const CONTINUED = /^[ \t]/;

/** Where the head of a request or an answer ends, after its empty line; −1 if that is not there yet. */
export function headEnd(bytes: Buffer): number {
  const at = bytes.indexOf('\r\n\r\n');
  return at < 0 ? -1 : at + 4;
}

/** A head as it was on the wire, byte for byte as latin1, without the values of cookies and credentials. */
export function withoutSecrets(head: string): string {
  let isSecret = false;
  return head
    .split('\r\n')
    .map((line) => {
      isSecret = CONTINUED.test(line) ? isSecret : SECRET.test(line);
      if (!isSecret) return line;
      return `${SECRET.exec(line)?.[0] ?? ''} (blanked)`;
    })
    .join('\r\n');
}

/** The value of a header in a head; undefined if it has none. */
export function headerOf(head: string, name: string): string | undefined {
  const start = `${name.toLowerCase()}:`;
  const line = head.split('\r\n').find((one) => one.toLowerCase().startsWith(start));
  return line?.slice(start.length).trim();
}

/** How the accept follows from the key of a request, beside the one that was answered; null without a key. */
export function acceptSteps(request: string, answer: string | undefined): AcceptSteps | null {
  const key = headerOf(request, 'Sec-WebSocket-Key');
  if (key === undefined) return null;
  const joined = key + GUID;
  const sha1 = createHash('sha1').update(joined, 'latin1').digest();
  const answered = answer === undefined ? null : (headerOf(answer, 'Sec-WebSocket-Accept') ?? null);
  return { key, guid: GUID, joined, sha1: sha1.toString('hex'), accept: sha1.toString('base64'), answered };
}
