import { Inject, Injectable } from '@nestjs/common';
import type { StreamQuery } from '@sensorium/contracts';
import { parseCursor } from '@sensorium/domain/live';
import type { ServerResponse } from 'node:http';
import { ApiError } from '../ports/api-error.js';
import { Answers, type Beginning } from './answers.js';
import { EventStream } from './event-stream.js';
import { HttpViewers } from './http-viewers.js';
import { LiveReader } from './live-reader.js';
import { News } from './news.js';
import { OpenRequests } from './open-requests.js';
import type { Subscription } from './subscription.js';

/** An event stream that is asked for: to be opened on the answer once its headers are written. */
export type Opening = (response: ServerResponse) => void;

/** Opens event streams. */
@Injectable()
export class StreamService {
  constructor(
    @Inject(LiveReader) private readonly reader: LiveReader,
    @Inject(Answers) private readonly answers: Answers,
    @Inject(News) private readonly news: News,
    @Inject(OpenRequests) private readonly requests: OpenRequests,
    @Inject(HttpViewers) private readonly viewers: HttpViewers,
  ) {}

  /**
   * `lastEventId`: the cursor of a client that comes back by itself; one that cannot be read begins anew. Throws
   * `bad-series`, `bad-cursor`, and `unavailable` above the number of open requests.
   */
  prepare({ series, cursor, tickMs }: StreamQuery, lastEventId: string | undefined): Opening {
    if (cursor !== undefined && !parseCursor(cursor))
      throw new ApiError('bad-cursor', 'this is no cursor of ours');
    const subscription = this.answers.select(series, tickMs);
    let end = (): void => undefined;
    const close = this.requests.open(() => {
      end();
    });
    return (response) => {
      const stream = this.open(response, subscription, lastEventId ?? cursor);
      end = () => {
        stream.end();
      };
      response.once('close', close);
    };
  }

  private open(
    response: ServerResponse,
    subscription: Subscription,
    cursor: string | undefined,
  ): EventStream {
    const viewer = this.viewers.join('stream', response);
    const stream = new EventStream(response, subscription, viewer, this.reader, this.answers);
    const stop = this.news.listen(subscription, () => {
      stream.offer();
    });
    response.once('close', () => {
      stream.forget();
      stop();
      this.viewers.leave(viewer);
    });
    stream.begin(this.beginning(subscription, cursor));
    return stream;
  }

  /** The latest values for who cannot go on after his cursor; else the subscription stands at it. */
  private beginning(subscription: Subscription, cursor: string | undefined): Beginning | undefined {
    if (cursor === undefined) return { reset: false, missed: 0 };
    const found = this.reader.find(cursor);
    if (found.in === 'nothing') return { reset: true, missed: null };
    if (found.in === 'log') {
      subscription.place = this.reader.placeAt(subscription, found.place);
      return undefined;
    }
    subscription.place = found.place;
    return { reset: true, missed: this.answers.missedSince(subscription) };
  }
}
