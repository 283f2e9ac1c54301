import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { recentRatesSchema, systemSchema, type RecentRates, type System } from '@sensorium/contracts';
import { SystemService } from './system.service.js';

@ApiTags('operation')
@Controller('api/system')
export class SystemController {
  constructor(@Inject(SystemService) private readonly system: SystemService) {}

  @Get()
  @ApiOperation({ summary: 'Parts, link, rates, memory, queues, viewers, and what needs a person' })
  @ApiOkResponse({ standardSchema: systemSchema })
  read(): System {
    return this.system.read();
  }

  @Get('rates')
  @ApiOperation({ summary: 'Rates of the last 15 minutes' })
  @ApiOkResponse({ standardSchema: recentRatesSchema })
  recentRates(): RecentRates {
    return this.system.recentRates();
  }
}
