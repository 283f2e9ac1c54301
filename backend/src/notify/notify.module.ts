import { Global, Module } from '@nestjs/common';
import { KNOWN_CHANNELS } from '../ports/known-channels.js';
import { NOTIFY_HEALTH } from '../ports/notify-health.js';
import { AlertIntake } from './alert-intake.js';
import { ChannelDesk } from './channel-desk.js';
import { ChannelsController } from './channels.controller.js';
import { Courier } from './courier.js';
import { DeliveryQueue } from './delivery-queue.js';
import { Dispatcher } from './dispatcher.js';
import { Heartbeat } from './heartbeat.js';
import { Links } from './links.js';
import { NoteWriter } from './note-writer.js';
import { Notices } from './notices.js';
import { NotificationsController } from './notifications.controller.js';
import { NotifyState } from './notify-state.js';
import { Policies } from './policies.js';
import { PushController } from './push.controller.js';
import { RoutingController } from './routing.controller.js';
import { RuleBook } from './rule-book.js';
import { SilenceDesk } from './silence-desk.js';
import { SilencesController } from './silences.controller.js';
import { Zones } from './zones.js';

/** From alerts to people: the stages of `@sensorium/domain/notify` with their clock, their store and their channels. */
@Global()
@Module({
  controllers: [
    ChannelsController,
    RoutingController,
    SilencesController,
    NotificationsController,
    PushController,
  ],
  providers: [
    NotifyState,
    Zones,
    RuleBook,
    Policies,
    AlertIntake,
    NoteWriter,
    Links,
    Notices,
    Courier,
    DeliveryQueue,
    Dispatcher,
    Heartbeat,
    ChannelDesk,
    SilenceDesk,
    { provide: NOTIFY_HEALTH, useExisting: Courier },
    { provide: KNOWN_CHANNELS, useExisting: NotifyState },
  ],
  exports: [NOTIFY_HEALTH, KNOWN_CHANNELS],
})
export class NotifyModule {}
