import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { AddressInfo, Server } from 'node:net';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';

/** Addresses of our own pages, as people outside reach them. */
@Injectable()
export class Links {
  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'http'>,
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
  ) {}

  /** The page of an incident: under PUBLIC_URL, else where we listen. */
  ofAlert(id: string): string {
    return new URL(`alerts/${encodeURIComponent(id)}`, this.base()).href;
  }

  private base(): string {
    const { publicUrl, basePath } = this.settings.http;
    return withPath(publicUrl ?? this.own(), basePath);
  }

  private own(): string {
    const { host, port } = this.settings.http;
    const server = this.host.httpAdapter.getHttpServer() as Server;
    const address = server.address() as AddressInfo | null;
    return `http://${host.includes(':') ? `[${host}]` : host}:${address?.port ?? port}`;
  }
}

/** PUBLIC_URL may name the base path or leave it out. */
function withPath(address: string, basePath: string): string {
  const url = new URL(address);
  const path = url.pathname.endsWith('/') ? url.pathname : `${url.pathname}/`;
  url.pathname = path.endsWith(basePath) ? path : `${path}${basePath.slice(1)}`;
  return url.href;
}
