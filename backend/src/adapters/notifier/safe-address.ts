import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Resolves a name to all its addresses, as getaddrinfo does. */
export type Lookup = (host: string) => Promise<LookupAddress[]>;

/** An address that may not be reached, with a sentence for people. */
export class RefusedAddress extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RefusedAddress';
  }
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Ranges in the words of ipaddr.js that are open to everybody: the internet, and the LAN (RFC 1918, 4193, 6598). */
const OPEN = new Set(['unicast', 'private', 'uniqueLocal', 'carrierGradeNat']);

/** Ranges by their name in a sentence; what is neither here nor open is called reserved. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['loopback', 'this machine itself (loopback)'],
  ['linkLocal', 'a link-local address'],
  ['unspecified', 'an unspecified address'],
  ['multicast', 'a multicast address'],
  ['broadcast', 'the broadcast address'],
]);

/**
 * Where clouds keep credentials of a machine, outside link-local: AWS (IPv6), Google (IPv6), Alibaba, and Azure's
 * wire server. 169.254.169.254 is link-local, Oracle's 192.0.0.192 reserved.
 */
const METADATA = ['fd00:ec2::/32', 'fd20:ce::254/128', '100.100.100.200/32', '168.63.129.16/32'].map(
  (range) => ipaddr.parseCIDR(range),
);

/** IPv6 prefixes that stand for an IPv4 address, and the byte at which that begins. */
const WRAPPED = (
  [
    ['::ffff:0:0/96', 12], // mapped, RFC 4291 section 2.5.5.2
    ['::ffff:0:0:0/96', 12], // translated, RFC 2765
    ['64:ff9b::/96', 12], // NAT64, RFC 6052
    ['2002::/16', 2], // 6to4, RFC 3056
    ['::/96', 12], // compatible, RFC 4291 section 2.5.5.1; :: and ::1 are judged before
  ] as const
).map(([range, at]) => ({ range: ipaddr.parseCIDR(range), at }));

/** Why `address` (a textual IP address) may not be reached; undefined if it may. */
export function refusal(address: string, allowLoopback: boolean): string | undefined {
  const bare = address.replace(/%.*$/, '');
  if (!ipaddr.isValid(bare)) return 'no IP address';
  return judge(ipaddr.parse(bare), allowLoopback);
}

function judge(address: Address, allowLoopback: boolean): string | undefined {
  if (METADATA.some((range) => address.kind() === range[0].kind() && address.match(range)))
    return "a cloud's metadata service";
  const range: string = address.range();
  if (range === 'loopback') return allowLoopback ? undefined : WORDS.get(range);
  if (WORDS.has(range)) return WORDS.get(range);
  const inner = unwrapped(address);
  if (inner) return judge(inner, allowLoopback);
  return OPEN.has(range) ? undefined : 'a reserved address';
}

/** The IPv4 address that an IPv6 one stands for. */
function unwrapped(address: Address): ipaddr.IPv4 | undefined {
  if (address.kind() === 'ipv4') return undefined;
  const wrapping = WRAPPED.find(({ range }) => address.match(range));
  return wrapping && new ipaddr.IPv4(address.toByteArray().slice(wrapping.at, wrapping.at + 4));
}

/**
 * A host as the URL standard writes it: lower case, without brackets, numbers in any spelling (0x7f.1, 2130706433) as
 * an address. Undefined for what is no host.
 */
export function canonicalHost(host: string): string | undefined {
  const text = isIPv6(host) ? `[${host.replace(/%.*$/, '')}]` : host;
  if (/[/?#@\\\s]/.test(text) || !URL.canParse(`http://${text}`)) return undefined;
  const url = new URL(`http://${text}`);
  if (url.port !== '' || (text.includes(':') && !text.startsWith('['))) return undefined;
  return url.hostname.replace(/^\[|\]$/g, '');
}

/**
 * Resolves names for outgoing connections and lets none through that leads anywhere but to the internet or the LAN.
 * A name with one refused address is refused as a whole: it is misconfigured or means harm.
 */
export class SafeAddresses {
  constructor(
    private readonly allowLoopback: boolean,
    private readonly resolveName: Lookup = (host) => lookup(host, { all: true }),
  ) {}

  /** All addresses of `host`, each checked. Rejects with RefusedAddress, or with the error of the resolver. */
  async resolve(host: string): Promise<LookupAddress[]> {
    const name = canonicalHost(host);
    if (name === undefined) throw new RefusedAddress(`"${host}" is not the name or address of a host`);
    const addresses = await this.resolveName(name);
    if (addresses.length === 0) throw new RefusedAddress(`${name} has no address`);
    for (const { address } of addresses) {
      const reason = refusal(address, this.allowLoopback);
      if (reason !== undefined) throw new RefusedAddress(this.sentence(name, address, reason));
    }
    return addresses;
  }

  /** Why `host` can never be reached, as far as its spelling tells; undefined if only its name's addresses can. */
  fault(host: string): string | undefined {
    const name = canonicalHost(host);
    if (name === undefined) return `"${host}" is not the name or address of a host`;
    if (/(^|\.)localhost\.?$/.test(name))
      return this.allowLoopback ? undefined : this.sentence(name, '127.0.0.1', WORDS.get('loopback') ?? '');
    if (!ipaddr.isValid(name)) return undefined;
    const reason = refusal(name, this.allowLoopback);
    return reason === undefined ? undefined : this.sentence(name, name, reason);
  }

  private sentence(name: string, address: string, reason: string): string {
    const what = name === address ? name : `${name} (${address})`;
    const hint = reason === WORDS.get('loopback') ? '; set NOTIFY_ALLOW_LOOPBACK=on if that is meant' : '';
    return `${what} may not be reached: it is ${reason}${hint}`;
  }
}
