import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  pageQuerySchema,
  rejectionListSchema,
  type PageQuery,
  type RejectionList,
} from '@sensorium/contracts';
import { FLEET_VIEW, type FleetView } from '../ports/fleet-view.js';
import { pageOf } from '../ports/page.js';

@ApiTags('operation')
@Controller('api/rejections')
export class RejectionsController {
  constructor(@Inject(FLEET_VIEW) private readonly fleet: FleetView) {}

  @Get()
  @ApiOperation({ summary: 'What was not taken since the start, by reason, with the last topics' })
  @ApiOkResponse({ standardSchema: rejectionListSchema })
  list(@Query({ schema: pageQuerySchema }) query: PageQuery): RejectionList {
    const { items, next } = pageOf(this.fleet.stats?.rejections ?? [], query);
    return { rejections: items, next };
  }
}
