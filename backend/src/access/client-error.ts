import { ERROR_STATUS, type ErrorBody, type ErrorCode } from '@sensorium/contracts';
import { nanoid } from 'nanoid';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

/** So long what still comes is read and dropped: a connection closed at once could take the answer with it. */
const LINGER_MS = 1_000;

/** What Node says of a request that it could not read to the end of its headers. */
const CODES = new Map<string, ErrorCode>([['HPE_HEADER_OVERFLOW', 'headers-too-large']]);

const MESSAGES: Partial<Record<ErrorCode, string>> = {
  'headers-too-large': 'the line and the headers of the request are too long',
};

/** Answers what is no request yet in the form of every other error, and closes the connection. */
export function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (socket.destroyed || !socket.writable || error.code === 'ECONNRESET') return;
  const code = CODES.get(error.code ?? '') ?? 'bad-request';
  refuse(socket, code, MESSAGES[code] ?? 'the request cannot be read');
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}

/** Ends a connection that speaks HTTP with an error answer, for what comes before any route. */
export function refuse(socket: Socket, code: ErrorCode, message: string): void {
  socket.end(answer(ERROR_STATUS[code], { error: { code, message, details: [], requestId: nanoid(10) } }));
}

function answer(status: number, error: ErrorBody): string {
  const body = JSON.stringify(error);
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
