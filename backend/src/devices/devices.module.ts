import { Module } from '@nestjs/common';
import { DevicesController } from './devices.controller.js';
import { IngestController } from './ingest.controller.js';

@Module({ controllers: [DevicesController, IngestController] })
export class DevicesModule {}
