import { Body, Controller, Get, Inject, Param, Patch, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  pageQuerySchema,
  siteListSchema,
  sitePatchSchema,
  siteSchema,
  type PageQuery,
  type Site,
  type SiteList,
  type SitePatch,
} from '@sensorium/contracts';
import { FLEET_VIEW, type FleetView } from '../ports/fleet-view.js';
import { INGEST, type Ingest } from '../ports/ingest.js';
import { pageOf } from '../ports/page.js';

/** Places where devices stand; one is made when a device or a person first names it. */
@ApiTags('devices')
@Controller('api/sites')
export class SitesController {
  constructor(
    @Inject(FLEET_VIEW) private readonly fleet: FleetView,
    @Inject(INGEST) private readonly ingest: Ingest,
  ) {}

  @Get()
  @ApiOperation({ summary: 'All sites by name' })
  @ApiOkResponse({ standardSchema: siteListSchema })
  list(@Query({ schema: pageQuerySchema }) query: PageQuery): SiteList {
    const { items, next } = pageOf(this.fleet.sites, query);
    return { sites: items, next };
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Sets the time zone or the place of a site' })
  @ApiOkResponse({ standardSchema: siteSchema })
  patch(@Param('id') id: string, @Body({ schema: sitePatchSchema }) patch: SitePatch): Promise<Site> {
    return this.ingest.patchSite(id, patch);
  }
}
