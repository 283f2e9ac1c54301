import { Body, Controller, Get, Inject, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  notificationRoutesSchema,
  notificationSettingsSchema,
  type NotificationRoutes,
  type NotificationSettings,
} from '@sensorium/contracts';
import { isZone } from '@sensorium/domain/notify';
import { ApiError } from '../ports/api-error.js';
import { NOTIFIER, type Notifier } from '../ports/notifier.js';
import { NotifyState } from './notify-state.js';

type Details = ApiError['details'];

/** Where alerts go whose rule names no channels, and what holds for all notices. */
@ApiTags('notification')
@Controller('api')
export class RoutingController {
  constructor(
    private readonly state: NotifyState,
    @Inject(NOTIFIER) private readonly notifier: Pick<Notifier, 'beatFault'>,
  ) {}

  @Get('notification-routes')
  @ApiOperation({ summary: 'The routes in their order; after the last one everything goes to the page' })
  @ApiOkResponse({ standardSchema: notificationRoutesSchema })
  routes(): NotificationRoutes {
    this.state.requireLoaded();
    return { routes: this.state.routes };
  }

  @Put('notification-routes')
  @ApiOperation({ summary: 'Sets all routes' })
  @ApiOkResponse({ standardSchema: notificationRoutesSchema })
  async setRoutes(
    @Body({ schema: notificationRoutesSchema }) { routes }: NotificationRoutes,
  ): Promise<NotificationRoutes> {
    this.state.requireLoaded();
    const details = routes.flatMap((route, place) => this.faultsOf(route, place, routes));
    if (details.length > 0) throw new ApiError('bad-request', 'these routes cannot work', details);
    await this.state.change({ routes });
    return this.routes();
  }

  @Get('notification-settings')
  @ApiOperation({ summary: 'Grouping where neither rule nor route says otherwise, and the heartbeat' })
  @ApiOkResponse({ standardSchema: notificationSettingsSchema })
  settings(): NotificationSettings {
    this.state.requireLoaded();
    return this.state.settings;
  }

  @Put('notification-settings')
  @ApiOperation({ summary: 'Sets all of it' })
  @ApiOkResponse({ standardSchema: notificationSettingsSchema })
  async setSettings(
    @Body({ schema: notificationSettingsSchema }) settings: NotificationSettings,
  ): Promise<NotificationSettings> {
    const message = settings.heartbeat ? this.notifier.beatFault(settings.heartbeat.url) : undefined;
    if (message !== undefined) {
      throw new ApiError('bad-request', 'this heartbeat cannot work', [{ path: 'heartbeat.url', message }]);
    }
    await this.state.change({ settings });
    return this.settings();
  }

  private faultsOf(
    { id, channels, escalation }: NotificationRoutes['routes'][number],
    place: number,
    routes: NotificationRoutes['routes'],
  ): Details {
    const path = `routes.${place}`;
    const isDouble = routes.findIndex((one) => one.id === id) !== place;
    const unknown = this.state.unknown([...channels, ...escalation.flatMap((step) => step.channels)]);
    const zones = escalation.flatMap(({ onCall }) => onCall?.zone ?? []).filter((zone) => !isZone(zone));
    return [
      ...(isDouble ? [{ path: `${path}.id`, message: 'must be another than those before it' }] : []),
      ...unknown.map((one) => ({ path: `${path}.channels`, message: `there is no channel ${one}` })),
      ...zones.map((zone) => ({ path: `${path}.escalation`, message: `zone ${zone} is not known` })),
    ];
  }
}
