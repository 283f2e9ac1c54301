import { Inject } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
} from '@nestjs/websockets';
import {
  bulkActionSchema,
  creditSchema,
  echoOf,
  echoRequestSchema,
  LIVE_NAMESPACE,
  subscribeSchema,
  unsubscribeSchema,
  type Ack,
  type AlertActionAck,
  type ClientEvents,
  type EchoAck,
  type ServerEvents,
} from '@sensorium/contracts';
import type { Socket } from 'socket.io';
import * as z from 'zod';
import { AlertActions } from './alert-actions.js';
import { backlogOf } from './backlog.js';
import { EventBudget } from './event-budget.js';
import { Clock } from '../ports/clock.js';
import { writeFrame } from './frame-packet.js';
import { LiveHub } from './live-hub.js';
import { onQuickCredit } from './quick-credit.js';
import type { Viewer, ViewerSocket } from './viewer.js';

type Refusal = Extract<Ack, { ok: false }>;

type LiveSocket = Socket<ClientEvents, ServerEvents>;

/** Events that are answered below. */
const EVENTS: ReadonlySet<string> = new Set<keyof ClientEvents>([
  'subscribe',
  'unsubscribe',
  'credit',
  'echo',
  'alert-action',
]);

/** The live stream over Socket.IO (API page, section 4). Every client event is checked and answered. */
@WebSocketGateway({ namespace: LIVE_NAMESPACE })
export class LiveGateway implements OnGatewayConnection<LiveSocket>, OnGatewayDisconnect<LiveSocket> {
  private readonly viewers = new WeakMap<LiveSocket, Viewer>();
  private readonly clock = new Clock();

  constructor(
    @Inject(LiveHub) private readonly hub: LiveHub,
    @Inject(AlertActions) private readonly actions: AlertActions,
  ) {}

  handleConnection(socket: LiveSocket): void {
    const viewer = this.hub.join(viewerSocket(socket));
    this.viewers.set(socket, viewer);
    const budget = new EventBudget(performance.now());
    const stop = onQuickCredit(socket.conn, () => {
      if (!budget.take('credit', performance.now())) cutFlood(socket);
      else this.hub.credit(viewer, 1);
    });
    socket.once('disconnect', stop);
    socket.onAny((event: string, ...args: unknown[]) => {
      if (!budget.take(event, performance.now())) cutFlood(socket);
      const ack = args.at(-1);
      if (EVENTS.has(event) || typeof ack !== 'function') return;
      (ack as (answer: Ack) => void)({ ok: false, error: 'unsupported: there is no such event' });
    });
  }

  handleDisconnect(socket: LiveSocket): void {
    const viewer = this.viewers.get(socket);
    if (viewer) this.hub.leave(viewer);
  }

  @SubscribeMessage('subscribe')
  subscribe(@ConnectedSocket() socket: LiveSocket, @MessageBody() body: unknown): Ack {
    return this.answer(socket, subscribeSchema, body, (viewer, request) =>
      this.hub.subscribe(viewer, request),
    );
  }

  @SubscribeMessage('unsubscribe')
  unsubscribe(@ConnectedSocket() socket: LiveSocket, @MessageBody() body: unknown): Ack {
    return this.answer(socket, unsubscribeSchema, body, (viewer, { id }) =>
      viewer.remove(id) ? { ok: true } : { ok: false, error: 'not-found: no subscription with this id' },
    );
  }

  @SubscribeMessage('credit')
  credit(@ConnectedSocket() socket: LiveSocket, @MessageBody() body: unknown): Ack {
    return this.answer(socket, creditSchema, body, (viewer, { frames }) => {
      this.hub.credit(viewer, frames);
      return { ok: true };
    });
  }

  @SubscribeMessage('echo')
  echo(@ConnectedSocket() socket: LiveSocket, @MessageBody() body: unknown): EchoAck {
    return this.answer(socket, echoRequestSchema, body, (_viewer, request) => ({
      ok: true,
      ...echoOf(request, this.clock.now() / 1_000),
    }));
  }

  @SubscribeMessage('alert-action')
  async act(@ConnectedSocket() socket: LiveSocket, @MessageBody() body: unknown): Promise<AlertActionAck> {
    const checked = this.answer(socket, bulkActionSchema, body, (_viewer, action) => ({ ok: true, action }));
    return checked.ok ? this.actions.act(checked.action) : checked;
  }

  private answer<T, A extends { ok: true }>(
    socket: LiveSocket,
    schema: z.ZodType<T>,
    body: unknown,
    act: (viewer: Viewer, request: T) => A | Refusal,
  ): A | Refusal {
    const viewer = this.viewers.get(socket);
    const request = schema.safeParse(body);
    if (!viewer) return { ok: false, error: 'unavailable: not connected' };
    if (!request.success) return { ok: false, error: `bad-request: ${z.prettifyError(request.error)}` };
    return act(viewer, request.data);
  }
}

/** Whoever sends more than anybody needs is told so, and cut. */
function cutFlood(socket: LiveSocket): void {
  if (socket.disconnected) return;
  socket.emit('notice', { code: 'flood', message: 'more events came than a client may send' });
  socket.disconnect(true);
}

function viewerSocket(socket: LiveSocket): ViewerSocket {
  const emit = socket.emit.bind(socket) as (event: string, payload: unknown) => boolean;
  return {
    id: socket.id,
    transport: () => socket.conn.transport.name,
    send: (event, payload) => void emit(event, payload),
    sendFrame: (head, columns) => {
      if (socket.connected) writeFrame(socket.conn, head, columns);
    },
    cut: () => socket.disconnect(true),
    backlog: () => backlogOf(socket.conn),
  };
}
