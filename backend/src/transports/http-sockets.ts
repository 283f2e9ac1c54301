import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { laneIdSchema } from '@sensorium/contracts';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { Connections, type Connection } from './connections.js';
import { LaneCounts } from './lane-counts.js';
import { Taps } from './taps.js';

/** Routes whose requests belong to lanes, below the base path. */
const LANE_ROUTES = ['api/live/', 'socket.io/', 'api/transports/echo'];

/**
 * Follows the sockets of the HTTP server: where each request begins and ends on its socket, for the lanes and the
 * taps. It looks at every request before anybody else, since others rewrite its URL.
 */
@Injectable()
export class HttpSockets implements OnApplicationBootstrap {
  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(Connections) private readonly connections: Connections,
    @Inject(LaneCounts) private readonly lanes: LaneCounts,
    @Inject(Taps) private readonly taps: Taps,
  ) {}

  /** After the gateways, which put a listener of their own in place of those that are there. */
  onApplicationBootstrap(): void {
    const server = this.host.httpAdapter.getHttpServer() as Server;
    server.on('connection', (socket: Socket) => {
      this.taps.opened(this.connections.add(socket));
    });
    server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
      this.requested(request, response);
    });
    server.prependListener('upgrade', (request: IncomingMessage, socket: object) => {
      this.upgraded(request, socket);
    });
  }

  private requested({ url = '', socket }: IncomingMessage, response: ServerResponse): void {
    const connection = this.connections.of(socket);
    if (!connection) return;
    const end = this.beginLane(url, connection);
    response.once('close', () => {
      end?.(Date.now());
      connection.requestEnded();
    });
  }

  private upgraded({ url = '' }: IncomingMessage, socket: object): void {
    const connection = this.connections.of(socket);
    if (!connection) return;
    connection.isUpgraded = true;
    const end = this.beginLane(url, connection);
    connection.socket.once('close', () => end?.(Date.now()));
    this.taps.upgraded(connection, queryOf(url, 'tap'));
  }

  private beginLane(url: string, connection: Connection): ReturnType<LaneCounts['begin']> {
    if (!this.isOfLane(url)) return undefined;
    const lane = laneIdSchema.safeParse(queryOf(url, 'lane'));
    return lane.success
      ? this.lanes.begin(lane.data, connection.socket, connection.mark, Date.now())
      : undefined;
  }

  /** Also where a proxy has taken the prefix off. */
  private isOfLane(url: string): boolean {
    const { basePath } = this.settings.http;
    const path = url.startsWith(basePath) ? url.slice(basePath.length) : url.slice(1);
    return url.includes('lane=') && LANE_ROUTES.some((route) => path.startsWith(route));
  }
}

/** A parameter in the query of a URL as it was on the wire. */
function queryOf(url: string, name: string): string | undefined {
  const start = url.indexOf('?');
  if (start < 0 || !url.includes(`${name}=`, start)) return undefined;
  return new URLSearchParams(url.slice(start + 1)).get(name) ?? undefined;
}
