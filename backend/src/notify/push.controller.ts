import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  pushSubscriberSchema,
  pushSubscriptionListSchema,
  pushSubscriptionSchema,
  type PushSubscriberInfo,
  type PushSubscriptionBody,
  type PushSubscriptionList,
} from '@sensorium/contracts';
import { createHash } from 'node:crypto';
import { ApiError } from '../ports/api-error.js';
import { Clock } from '../ports/clock.js';
import type { PushSubscriber } from '../ports/notify-store.js';
import { NotifyState } from './notify-state.js';

/** Browsers that one installation may have. */
const SUBSCRIBERS_MAX = 1_000;

/** Browsers that take push messages (W3C Push API). Their endpoints come in and never out. */
@ApiTags('notification')
@Controller('api/push-subscriptions')
export class PushController {
  private readonly clock = new Clock();

  constructor(private readonly state: NotifyState) {}

  @Get()
  @ApiOperation({ summary: 'The public VAPID key (RFC 8292), and who has subscribed' })
  @ApiOkResponse({ standardSchema: pushSubscriptionListSchema })
  list(): PushSubscriptionList {
    this.state.requireLoaded();
    const { vapid, subscribers } = this.state;
    return { publicKey: vapid?.publicKey ?? '', subscriptions: [...subscribers.values()].map(shown) };
  }

  @Post()
  @ApiOperation({ summary: 'Takes the subscription of a browser; the same one again only renews it' })
  @ApiCreatedResponse({ standardSchema: pushSubscriberSchema })
  async create(
    @Body({ schema: pushSubscriptionSchema }) body: PushSubscriptionBody,
  ): Promise<PushSubscriberInfo> {
    this.state.requireLoaded();
    const id = createHash('sha256').update(body.endpoint).digest('base64url').slice(0, 22);
    const known = this.state.subscribers.get(id);
    if (!known && this.state.subscribers.size >= SUBSCRIBERS_MAX) {
      throw new ApiError('limit-reached', `${SUBSCRIBERS_MAX} browsers have subscribed already`);
    }
    const subscriber = { ...body, id, createdAt: known?.createdAt ?? this.clock.now() / 1_000 };
    await this.state.change({ subscribers: [subscriber] });
    return shown(subscriber);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Forgets the subscription of a browser' })
  @ApiNoContentResponse()
  async remove(@Param('id') id: string): Promise<void> {
    this.state.requireLoaded();
    if (!this.state.subscribers.has(id)) throw new ApiError('not-found', 'there is no such subscription');
    await this.state.change({ removedSubscribers: [id] });
  }
}

function shown({ id, name, endpoint, createdAt }: PushSubscriber): PushSubscriberInfo {
  return { id, name, createdAt, host: new URL(endpoint).host };
}
