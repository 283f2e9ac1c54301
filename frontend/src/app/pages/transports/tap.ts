import { DOCUMENT, Injectable, computed, inject, signal, type OnDestroy } from '@angular/core';
import type { FrameList, Handshake, TapToken, WireFrame } from '@sensorium/contracts';
import { Api, ApiFault } from '../../data/api';
import type { SideSocket } from '../../data/side-socket';
import { poll } from '../../ui/schedule/poll';

const EVERY_MS = 500;

/** Frames that are held here; the server holds as many. */
const MOST_FRAMES = 200;

/** The handshake and the frames of the WebSocket lane, as the server's tap on its socket shows them. */
@Injectable()
export class Tap implements OnDestroy {
  readonly #api = inject(Api);
  readonly #handshake = signal<Handshake | null>(null);
  readonly #frames = signal<readonly WireFrame[]>([]);
  readonly #missed = signal(0);
  readonly #fault = signal<ApiFault | null>(null);
  readonly #paused = signal(false);
  readonly #socket = signal<SideSocket | null>(null);
  #token: string | null = null;
  #next = 0;
  readonly #stop = poll(inject(DOCUMENT), () => this.#turn(), EVERY_MS);

  /** Null while nothing has been shown yet. */
  readonly handshake = this.#handshake.asReadonly();
  /** The last frames, oldest first. */
  readonly frames = this.#frames.asReadonly();
  /** Frames of this connection that passed and were never read. */
  readonly missed = this.#missed.asReadonly();
  /** Why nothing can be shown; null if it can. */
  readonly fault = this.#fault.asReadonly();
  readonly paused = this.#paused.asReadonly();
  /** The connection, while it is up. */
  readonly socket = this.#socket.asReadonly();
  readonly isOpen = computed(() => this.#socket() !== null);

  ngOnDestroy(): void {
    this.#stop();
  }

  pause(paused: boolean): void {
    this.#paused.set(paused);
  }

  async token(): Promise<string | null> {
    try {
      const { token } = await this.#api.postJson<TapToken>('api/transports/handshake', {});
      this.#token = token;
      this.#next = 0;
      this.#frames.set([]);
      this.#missed.set(0);
      return token;
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      this.#fault.set(error);
      return null;
    }
  }

  opened(socket: SideSocket): void {
    this.#socket.set(socket);
  }

  closed(): void {
    this.#socket.set(null);
  }

  async #turn(): Promise<void> {
    const token = this.#token;
    if (token === null || this.#paused()) return;
    try {
      await this.#read(token);
      this.#fault.set(null);
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      if (error.code === 'not-found') this.#token = null;
      else this.#fault.set(error);
    }
  }

  async #read(token: string): Promise<void> {
    const handshake = await this.#api.getJson<Handshake>(`api/transports/handshake?token=${token}`);
    const path = `api/transports/frames?token=${token}&after=${this.#next}`;
    const { frames, next, missed } = await this.#api.getJson<FrameList>(path);
    if (token !== this.#token || this.#paused()) return;
    this.#handshake.set(handshake);
    this.#next = next;
    this.#missed.update((n) => n + missed);
    if (frames.length > 0) this.#frames.update((held) => [...held, ...frames].slice(-MOST_FRAMES));
  }
}
