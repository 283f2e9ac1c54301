import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  deviceDeleteQuerySchema,
  deviceListSchema,
  devicePatchSchema,
  deviceQuerySchema,
  deviceReplaceSchema,
  deviceSchema,
  lastMessageSchema,
  logListSchema,
  logQuerySchema,
  type Device,
  type DeviceDeleteQuery,
  type DeviceList,
  type DevicePatch,
  type DeviceQuery,
  type DeviceReplace,
  type LastMessage,
  type LogList,
  type LogQuery,
} from '@sensorium/contracts';
import { MICROS_PER_MS } from '@sensorium/domain/time';
import { ApiError } from '../ports/api-error.js';
import { Clock } from '../ports/clock.js';
import { FLEET_VIEW, type FleetView } from '../ports/fleet-view.js';
import { INGEST, type Ingest } from '../ports/ingest.js';
import { placeOf } from '../ports/page.js';
import { matchesQuery } from './device-filter.js';
import { logPage } from './log-page.js';
import { TodayFromHistory } from './today-from-history.js';

/** Devices as they are now: identity, presence with its reason, metrics with their latest value and their day. */
@ApiTags('devices')
@Controller('api/devices')
export class DevicesController {
  constructor(
    @Inject(FLEET_VIEW) private readonly fleet: FleetView,
    @Inject(INGEST) private readonly ingest: Ingest,
    private readonly today: TodayFromHistory,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Devices that match the filters, oldest first' })
  @ApiOkResponse({ standardSchema: deviceListSchema })
  list(@Query({ schema: deviceQuerySchema }) query: DeviceQuery): DeviceList {
    const from = query.cursor === undefined ? 0 : placeOf(query.cursor);
    const devices: Device[] = [];
    let place = 0;
    for (const device of this.fleet.devices()) {
      if (place++ < from || !matchesQuery(device, query)) continue;
      if (devices.length === query.limit) return { devices, next: String(place - 1) };
      devices.push(this.fleet.withToday(device));
    }
    return { devices, next: null };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One device by its uid, its percent-encoded id or an alias' })
  @ApiOkResponse({ standardSchema: deviceSchema })
  async get(@Param('id') id: string): Promise<Device> {
    const { uid } = this.one(id);
    await this.today.complete(uid);
    return this.one(uid);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Sets name, site, kind, labels or out of service; null goes back to its own' })
  @ApiOkResponse({ standardSchema: deviceSchema })
  async patch(
    @Param('id') id: string,
    @Body({ schema: devicePatchSchema }) patch: DevicePatch,
  ): Promise<Device> {
    const { uid } = this.one(id);
    await this.ingest.patch(uid, patch);
    return this.one(uid);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Forgets the device; a message that is not retained brings it back' })
  @ApiNoContentResponse()
  async remove(
    @Param('id') id: string,
    @Query({ schema: deviceDeleteQuerySchema }) { retained }: DeviceDeleteQuery,
  ): Promise<void> {
    await this.ingest.remove(this.one(id).uid, retained === 'clear');
  }

  @Post(':id/replace')
  @ApiOperation({ summary: 'Another device takes its place: the new sensor in place of the old one' })
  @ApiCreatedResponse({ standardSchema: deviceSchema })
  async replace(
    @Param('id') id: string,
    @Body({ schema: deviceReplaceSchema }) { by }: DeviceReplace,
  ): Promise<Device> {
    const { uid } = this.one(id);
    await this.ingest.replace(uid, this.one(by).uid);
    return this.one(uid);
  }

  @Get(':id/log')
  @ApiOperation({ summary: 'What happened to the device, newest first' })
  @ApiOkResponse({ standardSchema: logListSchema })
  async log(@Param('id') id: string, @Query({ schema: logQuerySchema }) query: LogQuery): Promise<LogList> {
    return logPage(this.ingest, this.one(id).uid, query, this.clock.now() / MICROS_PER_MS);
  }

  @Get(':id/last-message')
  @ApiOperation({ summary: 'Its newest message as it came' })
  @ApiOkResponse({ standardSchema: lastMessageSchema })
  async lastMessage(@Param('id') id: string): Promise<LastMessage> {
    return this.ingest.lastMessage(this.one(id).uid);
  }

  private one(id: string): Device {
    const device = this.fleet.device(id);
    if (!device) throw new ApiError('not-found', 'there is no such device');
    return this.fleet.withToday(device);
  }
}
