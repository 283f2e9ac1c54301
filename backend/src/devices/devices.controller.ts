import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  deviceListSchema,
  deviceQuerySchema,
  deviceSchema,
  type Device,
  type DeviceList,
  type DeviceQuery,
} from '@sensorium/contracts';
import { ApiError } from '../ports/api-error.js';
import { FLEET_VIEW, type FleetView } from '../ports/fleet-view.js';
import { matchesQuery } from './device-filter.js';

/** Devices as they are now: identity, presence with its reason, metrics with their latest value. */
@ApiTags('devices')
@Controller('api/devices')
export class DevicesController {
  constructor(@Inject(FLEET_VIEW) private readonly fleet: FleetView) {}

  @Get()
  @ApiOperation({ summary: 'Devices that match the filters, oldest first' })
  @ApiOkResponse({ standardSchema: deviceListSchema })
  list(@Query({ schema: deviceQuerySchema }) query: DeviceQuery): DeviceList {
    const from = query.cursor === undefined ? 0 : readCursor(query.cursor);
    const devices: Device[] = [];
    let place = 0;
    for (const device of this.fleet.devices()) {
      if (place++ < from || !matchesQuery(device, query)) continue;
      if (devices.length === query.limit) return { devices, next: String(place - 1) };
      devices.push(device);
    }
    return { devices, next: null };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One device by its uid or percent-encoded id' })
  @ApiOkResponse({ standardSchema: deviceSchema })
  one(@Param('id') id: string): Device {
    const device = this.fleet.device(id);
    if (!device) throw new ApiError('not-found', 'there is no such device');
    return device;
  }
}

function readCursor(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new ApiError('bad-cursor', 'this cursor is none of ours');
  return Number(text);
}
