import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { rejectionListSchema, type RejectionList } from '@sensorium/contracts';
import { FLEET_VIEW, type FleetView } from '../ports/fleet-view.js';

@ApiTags('operation')
@Controller('api/rejections')
export class RejectionsController {
  constructor(@Inject(FLEET_VIEW) private readonly fleet: FleetView) {}

  @Get()
  @ApiOperation({ summary: 'What was not taken since the start, by reason, with the last topics' })
  @ApiOkResponse({ standardSchema: rejectionListSchema })
  list(): RejectionList {
    return { rejections: this.fleet.stats?.rejections ?? [], next: null };
  }
}
