import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  deliveryListSchema,
  deliveryQuerySchema,
  type DeliveryList,
  type DeliveryQuery,
} from '@sensorium/contracts';
import { NOTIFY_STORE, type NotifyStore } from '../ports/notify-store.js';

@ApiTags('notification')
@Controller('api/notifications')
export class NotificationsController {
  constructor(@Inject(NOTIFY_STORE) private readonly store: NotifyStore) {}

  @Get()
  @ApiOperation({ summary: 'Every delivery with its attempts and answers, newest first' })
  @ApiOkResponse({ standardSchema: deliveryListSchema })
  list(@Query({ schema: deliveryQuerySchema }) query: DeliveryQuery): Promise<DeliveryList> {
    return this.store.deliveries(query);
  }
}
