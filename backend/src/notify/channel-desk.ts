import { Inject, Injectable } from '@nestjs/common';
import type { ChannelBody, ChannelPreview, ChannelTest } from '@sensorium/contracts';
import { PAGE } from '@sensorium/domain/notify';
import { nanoid } from 'nanoid';
import { ALERTS, type AlertCalls } from '../ports/alert-calls.js';
import { ApiError } from '../ports/api-error.js';
import { Clock } from '../ports/clock.js';
import { NOTIFIER, type Notice, type Notifier } from '../ports/notifier.js';
import type { StoredChannel } from '../ports/notify-store.js';
import { keptSettings } from './channel-body.js';
import { Courier } from './courier.js';
import { Notices } from './notices.js';
import { NotifyState } from './notify-state.js';
import { sampleAlert } from './sample-alert.js';

/** Channels that one installation may have. */
const CHANNELS_MAX = 200;

/** What people do with channels. */
@Injectable()
export class ChannelDesk {
  private readonly clock = new Clock();

  constructor(
    private readonly state: NotifyState,
    private readonly notices: Notices,
    private readonly courier: Courier,
    @Inject(NOTIFIER) private readonly notifier: Notifier,
    @Inject(ALERTS) private readonly alerts: Pick<AlertCalls, 'rules'>,
  ) {}

  get(id: string): StoredChannel {
    this.state.requireLoaded();
    const channel = this.state.channels.get(id);
    if (!channel) throw new ApiError('not-found', 'there is no such channel');
    return channel;
  }

  list(): StoredChannel[] {
    this.state.requireLoaded();
    return [...this.state.channels.values()].sort((a, b) => a.name.localeCompare(b.name));
  }

  async create(body: ChannelBody): Promise<StoredChannel> {
    this.state.requireLoaded();
    if (this.state.channels.size >= CHANNELS_MAX) {
      throw new ApiError('limit-reached', `there are ${CHANNELS_MAX} channels already`);
    }
    return this.save(this.asStored(body, undefined));
  }

  async replace(id: string, body: ChannelBody): Promise<StoredChannel> {
    const known = this.get(id);
    if (known.type !== body.type) throw new ApiError('conflict', `this channel is of type ${known.type}`);
    return this.save(this.asStored(body, known));
  }

  async remove(id: string): Promise<void> {
    this.get(id);
    const users = await this.usersOf(id);
    if (users.length > 0) throw new ApiError('conflict', `this channel is used by ${users.join(', ')}`);
    await this.state.change({ removedChannels: [id] });
  }

  /** Sends a test message, and tells each step of its path. */
  async test(id: string): Promise<ChannelTest> {
    if (id === PAGE) return this.testPage();
    const answer = await this.notifier.test(this.get(id), this.sample('test'), this.state.context);
    await this.courier.noteHealth(id, answer);
    return answer;
  }

  /** The message as it would be sent; nothing is kept. Secrets may be left out of the body. */
  async preview(body: ChannelBody): Promise<ChannelPreview> {
    return this.notifier.preview(this.asStored(body, undefined), this.sample('firing'));
  }

  private async save(channel: StoredChannel): Promise<StoredChannel> {
    const message = this.notifier.fault(channel);
    if (message !== undefined) {
      throw new ApiError('bad-request', 'this channel cannot work', [{ path: 'settings', message }]);
    }
    await this.state.change({ channels: [channel] });
    return channel;
  }

  private asStored(body: ChannelBody, known: StoredChannel | undefined): StoredChannel {
    const now = this.clock.now() / 1_000;
    return {
      id: known?.id ?? nanoid(12),
      name: body.name,
      enabled: body.enabled,
      type: body.type,
      settings: keptSettings(body, known),
      health: known?.health ?? null,
      createdAt: known?.createdAt ?? now,
      updatedAt: now,
    };
  }

  /** Rules and routes that name a channel, in words. */
  private async usersOf(id: string): Promise<string[]> {
    const names = (one: { channels: string[]; escalation: { channels: string[] }[] }) =>
      [one, ...one.escalation].some(({ channels }) => channels.includes(id));
    const rules = (await this.alerts.rules()).filter(names).map(({ name }) => `the rule ${name}`);
    const routes = this.state.routes.filter(names).map(({ name }) => `the route ${name}`);
    return [...rules, ...routes];
  }

  private testPage(): ChannelTest {
    const { id, event, sentAt } = this.sample('test');
    const now = this.clock.now() / 1_000;
    this.notices.showTest({ id, event, time: sentAt, alerts: [sampleAlert(now)] });
    const detail = 'shown on the open pages';
    return {
      ok: true,
      outcome: 'ok',
      steps: [{ step: 'show', ok: true, detail }],
      answer: detail,
      tookMs: 0,
    };
  }

  private sample(event: Notice['event']): Notice {
    const now = this.clock.now() / 1_000;
    return this.notices.notice({ id: nanoid(), event, reason: 'test', sentAt: now }, [sampleAlert(now)]);
  }
}
