import { Global, Module } from '@nestjs/common';
import { FLEET_VIEW } from '../ports/fleet-view.js';
import { MemoryFleetView } from './memory-fleet-view.js';

@Global()
@Module({ providers: [{ provide: FLEET_VIEW, useClass: MemoryFleetView }], exports: [FLEET_VIEW] })
export class FleetModule {}
