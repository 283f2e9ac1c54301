import { Inject, Injectable } from '@nestjs/common';
import type { PollQuery } from '@sensorium/contracts';
import { MICROS_PER_MS } from '@sensorium/domain/time';
import { Clock } from '../ports/clock.js';
import { Answers, type Answer } from './answers.js';
import { LiveReader } from './live-reader.js';
import { LongPoll } from './long-poll.js';
import { News } from './news.js';
import { OpenRequests } from './open-requests.js';
import { PollService } from './poll.service.js';

/** Answers that wait for the first reading. */
@Injectable()
export class LongPollService {
  private readonly clock = new Clock();

  constructor(
    @Inject(PollService) private readonly polls: PollService,
    @Inject(LiveReader) private readonly reader: LiveReader,
    @Inject(Answers) private readonly answers: Answers,
    @Inject(News) private readonly news: News,
    @Inject(OpenRequests) private readonly requests: OpenRequests,
  ) {}

  /** Resolves at the first reading, after `wait` ms, or when the program stops; undefined if the client went. */
  async read({ series, cursor, wait }: PollQuery, gone: AbortSignal): Promise<Answer | undefined> {
    const subscription = this.answers.select(series);
    const beginning = this.polls.beginning(subscription, cursor);
    if (beginning) return beginning;
    subscription.place = this.reader.placeAt(subscription, subscription.place);
    const hasNews = () => !this.reader.next(subscription, 'poll').isEmpty;
    const since = subscription.place.time;
    const poll = new LongPoll({ wait, since, now: this.clock.now() / MICROS_PER_MS, hasNews, gone });
    const close = this.requests.open(() => {
      poll.end();
    });
    const stop = this.news.listen(subscription, () => {
      poll.look();
    });
    const isWanted = await poll.ended.finally(() => {
      stop();
      close();
    });
    return isWanted ? this.answers.next(subscription, 'poll') : undefined;
  }
}
