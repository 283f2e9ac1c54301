import { networkInterfaces } from 'node:os';
import { isLoopbackHost, type HttpSettings } from '../config/settings.js';

/** What the rules look at in a request or a handshake. */
export interface JudgedRequest {
  method: string;
  host: string | undefined;
  origin: string | undefined;
  fetchSite: string | undefined;
}

export interface Refusal {
  code: 'host-refused' | 'origin-refused';
  message: string;
}

const READING_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Rules against requests that a page from elsewhere makes a browser send (API page, section 3): the Host
 * must be ours (else DNS rebinding), the Origin the same or allowed, and no cross-site change but by an allowed one.
 */
export class RequestRules {
  private readonly hosts: ReadonlySet<string>;
  private readonly origins: ReadonlySet<string>;

  constructor(settings: HttpSettings) {
    const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
    this.hosts = new Set(
      [
        ...settings.allowedHosts,
        ...(settings.publicUrl === undefined
          ? []
          : [new URL(settings.publicUrl).hostname.replace(/^\[|\]$/g, '')]),
        ...own.map(({ address }) => address),
      ].map((host) => host.toLowerCase()),
    );
    this.origins = new Set([
      ...settings.allowedOrigins,
      ...(settings.publicUrl === undefined ? [] : [new URL(settings.publicUrl).origin]),
    ]);
  }

  /** Why the request is refused; undefined lets it pass. */
  judge(request: JudgedRequest): Refusal | undefined {
    if (!this.isOwnHost(request.host)) {
      return { code: 'host-refused', message: 'this Host is not served; add it to ALLOWED_HOSTS' };
    }
    if (request.origin !== undefined && !this.isAllowedOrigin(request.origin, request.host)) {
      return {
        code: 'origin-refused',
        message: 'this Origin may not use the API; add it to ALLOWED_ORIGINS',
      };
    }
    const isTrusted = request.origin !== undefined && this.origins.has(request.origin);
    if (request.fetchSite === 'cross-site' && !isTrusted && !READING_METHODS.has(request.method)) {
      return { code: 'origin-refused', message: 'changes from other sites are refused' };
    }
    return undefined;
  }

  private isOwnHost(host: string | undefined): boolean {
    const name = host === undefined ? undefined : hostName(host);
    return name !== undefined && (isLoopbackHost(name) || this.hosts.has(name));
  }

  private isAllowedOrigin(origin: string, host: string | undefined): boolean {
    if (this.origins.has(origin)) return true;
    return URL.canParse(origin) && new URL(origin).host === normalHost(host ?? '', new URL(origin).protocol);
  }
}

/** Name in a Host header, without port and brackets, in lower case; undefined if it is malformed. */
function hostName(host: string): string | undefined {
  if (!/^[^\s/@?#\\]+$/.test(host) || !URL.canParse(`http://${host}`)) return undefined;
  return new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, '');
}

/** A Host header as a URL of `protocol` would write it: a default port left out. */
function normalHost(host: string, protocol: string): string {
  return URL.canParse(`${protocol}//${host}`) ? new URL(`${protocol}//${host}`).host : host;
}
