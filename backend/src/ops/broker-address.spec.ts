import { expect, it } from 'vitest';
import { brokerAddress } from './broker-address.js';

const embedded = { url: undefined, host: '127.0.0.1', port: 1884 };

it.each([
  ['mqtt://user:secret@broker.example:1885/x?y=z', 'broker.example:1885'],
  ['mqtt://broker.example', 'broker.example:1883'],
  ['mqtts://user:secret@broker.example', 'broker.example:8883'],
  ['wss://broker.example/mqtt', 'broker.example:443'],
  ['tls://[::1]', '[::1]:8883'],
])('of %s is %s', (url, address) => {
  expect(brokerAddress({ ...embedded, url })).toBe(address);
});

it('of the embedded broker is where it listens', () => {
  expect(brokerAddress(embedded)).toBe('127.0.0.1:1884');
  expect(brokerAddress({ ...embedded, host: '::1' })).toBe('[::1]:1884');
});
