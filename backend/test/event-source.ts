import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { createGunzip } from 'node:zlib';
import { until } from './until.js';

/** One event of a stream: its fields as they came. */
export interface StreamEvent {
  id?: string;
  event?: string;
  data?: string;
  retry?: string;
}

/** A client of server-sent events that shows everything as it comes, and can stop reading. */
export class EventSourceClient implements Disposable {
  readonly events: StreamEvent[] = [];
  comments = 0;
  isClosed = false;
  private text = '';

  private constructor(readonly response: IncomingMessage) {
    const isPacked = response.headers['content-encoding'] === 'gzip';
    const plain = isPacked ? response.pipe(createGunzip()) : response;
    plain.setEncoding('utf8').on('data', (text: string) => this.take(text));
    plain.on('error', () => undefined);
    response.on('close', () => (this.isClosed = true)).on('error', () => undefined);
  }

  static async open(url: URL, headers: Record<string, string> = {}): Promise<EventSourceClient> {
    const sent = request(url, { headers, agent: false }).end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    sent.on('error', () => undefined);
    return new EventSourceClient(response);
  }

  /** Data of all events without a name, as what they hold. */
  data<T>(): T[] {
    return this.events.flatMap(({ data, event }) =>
      data === undefined || event !== undefined ? [] : [JSON.parse(data) as T],
    );
  }

  get lastId(): string {
    return this.events.findLast(({ id }) => id !== undefined)?.id ?? '';
  }

  /** Waits for the event at this place. */
  event(place: number): Promise<StreamEvent> {
    return until(`event ${place}`, () => this.events[place]);
  }

  [Symbol.dispose](): void {
    this.response.destroy();
  }

  private take(text: string): void {
    const parts = (this.text + text).split('\n\n');
    this.text = parts.pop() ?? '';
    for (const part of parts) {
      const event: StreamEvent = {};
      for (const line of part.split('\n')) {
        const [, name = '', value = ''] = /^([^:]*): ?(.*)$/.exec(line) ?? [];
        if (name === '') this.comments += 1;
        else event[name as keyof StreamEvent] = value;
      }
      this.events.push(event);
    }
  }
}
