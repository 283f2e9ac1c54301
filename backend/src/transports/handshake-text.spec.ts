import { describe, expect, it } from 'vitest';
import { acceptSteps, headEnd, headerOf, withoutSecrets } from './handshake-text.js';

const REQUEST = [
  'GET /chat HTTP/1.1',
  'Host: server.example.com',
  'cookie:  a=1; b=2',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'AUTHORIZATION: Basic c2VjcmV0',
  '\tmore',
  'Proxy-Authorization: x',
  'X-Cookie: kept',
  '',
  '',
].join('\r\n');

describe('a head', () => {
  it('loses cookies and credentials, and nothing else', () => {
    expect(withoutSecrets(REQUEST).split('\r\n')).toEqual([
      'GET /chat HTTP/1.1',
      'Host: server.example.com',
      'cookie: (blanked)',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      'AUTHORIZATION: (blanked)',
      ' (blanked)',
      'Proxy-Authorization: (blanked)',
      'X-Cookie: kept',
      '',
      '',
    ]);
    expect(withoutSecrets('HTTP/1.1 101 x\r\nSet-Cookie: io=1\r\n')).toBe(
      'HTTP/1.1 101 x\r\nSet-Cookie: (blanked)\r\n',
    );
  });

  it('ends after its empty line', () => {
    expect(headEnd(Buffer.from(`${REQUEST}frames`))).toBe(REQUEST.length);
    expect(headEnd(Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n'))).toBe(-1);
  });

  it('gives a header by its name', () => {
    expect(headerOf(REQUEST, 'host')).toBe('server.example.com');
    expect(headerOf(REQUEST, 'Origin')).toBeUndefined();
  });
});

it('computes the accept of the example of RFC 6455, section 1.3', () => {
  const answer =
    'HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n';
  expect(acceptSteps(REQUEST, answer)).toEqual({
    key: 'dGhlIHNhbXBsZSBub25jZQ==',
    guid: '258EAFA5-E914-47DA-95CA-C5AB0DC85B11',
    joined: 'dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11',
    sha1: 'b37a4f2cc0624f1690f64606cf385945b2bec4ea',
    accept: 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
    answered: 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
  });
  expect(acceptSteps('GET / HTTP/1.1\r\n\r\n', undefined)).toBeNull();
});
