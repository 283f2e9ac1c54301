import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalHost, refusal, RefusedAddress, SafeAddresses } from './safe-address.js';

describe('refusal', () => {
  it.each([
    '127.0.0.1',
    '127.255.255.254',
    '::1',
    '0:0:0:0:0:0:0:1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::127.0.0.1',
    '::7f00:1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '::ffff:0:127.0.0.1',
    '0.0.0.0',
    '0.1.2.3',
    '::',
    '169.254.169.254',
    '169.254.0.1',
    '::ffff:169.254.169.254',
    '64:ff9b::a9fe:a9fe',
    'fe80::1',
    'fe80::1%eth0',
    'fd00:ec2::254',
    'fd20:ce::254',
    '100.100.100.200',
    '168.63.129.16',
    '192.0.0.192',
    '224.0.0.1',
    'ff02::1',
    '255.255.255.255',
    '240.0.0.1',
    '192.0.2.1',
    '198.18.0.1',
    '2001::1',
    '2001:db8::1',
    '100::1',
    'fec0::1',
    '64:ff9b:1::a00:1',
    'localhost',
    '',
  ])('refuses %s', (address) => {
    expect(refusal(address, false)).toBeTypeOf('string');
  });

  it.each([
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.20',
    '100.64.0.7',
    'fd12:3456::1',
    '8.8.8.8',
    '172.32.0.1',
    '2606:4700::1111',
    '::ffff:192.168.1.20',
    '64:ff9b::808:808',
  ])('lets %s through', (address) => {
    expect(refusal(address, false)).toBeUndefined();
  });

  it('lets loopback through where it is allowed, and nothing else more', () => {
    for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
      expect(refusal(address, true)).toBeUndefined();
    for (const address of ['0.0.0.0', '::', '169.254.169.254', 'fe80::1', '224.0.0.1'])
      expect(refusal(address, true)).toBeTypeOf('string');
  });
});

describe('canonicalHost', () => {
  it.each([
    ['0x7f.1', '127.0.0.1'],
    ['2130706433', '127.0.0.1'],
    ['0177.0.0.1', '127.0.0.1'],
    ['127.1', '127.0.0.1'],
    ['127.0.0.1.', '127.0.0.1'],
    ['①②⑦.0.0.1', '127.0.0.1'],
    ['[::ffff:127.0.0.1]', '::ffff:7f00:1'],
    ['::1', '::1'],
    ['LocalHost.', 'localhost.'],
  ])('reads %s as %s', (host, canonical) => {
    expect(canonicalHost(host)).toBe(canonical);
  });

  it.each(['', 'a b', 'a/b', 'user@host', 'host:25', 'a?b', '[::1]:25', 'http://host'])(
    'refuses %j',
    (host) => {
      expect(canonicalHost(host)).toBeUndefined();
    },
  );
});

/** Writes the parts of 127.x.y.z as people may spell them. */
const loopbackSpelling = fc
  .record({
    bytes: fc.tuple(fc.constant(127), fc.nat(255), fc.nat(255), fc.nat(255)),
    radixes: fc.array(fc.constantFrom(8, 10, 16), { minLength: 4, maxLength: 4 }),
    joined: fc.constantFrom(1, 2, 3, 4),
    isUpper: fc.boolean(),
    dot: fc.constantFrom('', '.'),
  })
  .map(({ bytes, radixes, joined, isUpper, dot }) => {
    const head = bytes.slice(0, joined - 1);
    const tail = bytes.slice(joined - 1).reduce((number, byte) => number * 256 + byte, 0);
    const text = [...head, tail].map((part, at) => spelt(part, radixes[at] ?? 10)).join('.') + dot;
    return isUpper ? text.toUpperCase() : text;
  });

function spelt(part: number, radix: number): string {
  const prefix = radix === 16 ? '0x' : radix === 8 ? '0' : '';
  return `${prefix}${part.toString(radix)}`;
}

const wrapped = fc
  .tuple(fc.constantFrom('::ffff:', '::', '64:ff9b::', '::ffff:0:'), fc.nat(255), fc.nat(255), fc.nat(255))
  .map(([prefix, b, c, d]) => `${prefix}127.${b}.${c}.${d}`);

describe('SafeAddresses', () => {
  it('lets no spelling of a loopback address pass', async () => {
    const addresses = new SafeAddresses(false);
    await fc.assert(
      fc.asyncProperty(fc.oneof(loopbackSpelling, wrapped), async (host) => {
        expect(addresses.fault(host)).toContain('may not be reached');
        await expect(addresses.resolve(host)).rejects.toBeInstanceOf(RefusedAddress);
      }),
      { numRuns: 300 },
    );
  });

  it.each(['localhost', 'LOCALHOST', 'localhost.', 'a.localhost', 'a.localhost.'])('refuses %s', (host) => {
    expect(new SafeAddresses(false).fault(host)).toContain('NOTIFY_ALLOW_LOOPBACK');
    expect(new SafeAddresses(true).fault(host)).toBeUndefined();
  });

  it('refuses a name of which one address is refused', async () => {
    const both = () =>
      Promise.resolve([
        { address: '93.184.216.34', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]);
    await expect(new SafeAddresses(false, both).resolve('two.example')).rejects.toThrow(
      'two.example (127.0.0.1)',
    );
    await expect(new SafeAddresses(true, both).resolve('two.example')).resolves.toHaveLength(2);
  });

  it('gives a name of the LAN with its addresses', async () => {
    const lan = () => Promise.resolve([{ address: '192.168.1.20', family: 4 }]);
    await expect(new SafeAddresses(false, lan).resolve('nas.example')).resolves.toEqual([
      { address: '192.168.1.20', family: 4 },
    ]);
  });
});
