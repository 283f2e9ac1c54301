import { Inject, Injectable } from '@nestjs/common';
import type { Silence, SilenceBody, SilencePreview } from '@sensorium/contracts';
import { matchesAlert, matchesDevice, readySilence, silenceFault, timesOf } from '@sensorium/domain/notify';
import { nanoid } from 'nanoid';
import { ALERT_VIEW, type AlertView } from '../ports/alert-view.js';
import { ApiError } from '../ports/api-error.js';
import { readTime } from '../ports/time-param.js';
import { Clock } from '../ports/clock.js';
import { FLEET_VIEW, type FleetView } from '../ports/fleet-view.js';
import type { StoredSilence } from '../ports/notify-store.js';
import { NotifyState } from './notify-state.js';
import { Zones } from './zones.js';

/** Silences that one installation may have. */
const SILENCES_MAX = 1_000;

/** Devices and next times in a preview. */
const DEVICES_SHOWN = 100;
const TIMES_SHOWN = 10;

/** What people do with silences. */
@Injectable()
export class SilenceDesk {
  private readonly clock = new Clock();

  constructor(
    private readonly state: NotifyState,
    private readonly zones: Zones,
    @Inject(ALERT_VIEW) private readonly alerts: AlertView,
    @Inject(FLEET_VIEW) private readonly fleet: FleetView,
  ) {}

  /** Those that are active first, then by when they begin next; those that are over last. */
  list(): Silence[] {
    this.state.requireLoaded();
    const order = ({ active, next, createdAt }: Silence) => (active ? 0 : (next ?? 8.64e15 - createdAt));
    return [...this.state.silences.values()]
      .map((one) => this.shown(one))
      .sort((a, b) => order(a) - order(b));
  }

  get(id: string): Silence {
    return this.shown(this.find(id));
  }

  async create(body: SilenceBody): Promise<Silence> {
    this.state.requireLoaded();
    if (this.state.silences.size >= SILENCES_MAX) {
      throw new ApiError('limit-reached', `there are ${SILENCES_MAX} silences already`);
    }
    return this.save({ ...this.read(body), id: `sil_${nanoid(12)}`, createdAt: this.now() });
  }

  async replace(id: string, body: SilenceBody): Promise<Silence> {
    const { createdAt } = this.find(id);
    return this.save({ ...this.read(body), id, createdAt });
  }

  async remove(id: string): Promise<void> {
    this.find(id);
    await this.state.change({ removedSilences: [id] });
  }

  /** What a silence would cover now, and its next times. */
  preview(body: SilenceBody): SilencePreview {
    const silence = readySilence('preview', this.read(body));
    const { matchers } = silence;
    const devices = [...this.fleet.devices()].filter(({ id, uid, site, labels }) =>
      matchesDevice(matchers, { device: id, uid, site, labels }),
    );
    return {
      alerts: this.alerts.open().filter((alert) => matchesAlert(matchers, alert)),
      devices: devices.slice(0, DEVICES_SHOWN).map(({ id, uid, name }) => ({ id, uid, name })),
      deviceCount: devices.length,
      times: timesOf(silence, this.zones.shownFor(matchers), this.now(), TIMES_SHOWN),
    };
  }

  private async save(silence: StoredSilence): Promise<Silence> {
    await this.state.change({ silences: [silence] });
    return this.shown(silence);
  }

  private find(id: string): StoredSilence {
    this.state.requireLoaded();
    const silence = this.state.silences.get(id);
    if (!silence) throw new ApiError('not-found', 'there is no such silence');
    return silence;
  }

  private shown(silence: StoredSilence): Silence {
    const ready = readySilence(silence.id, silence);
    const zone = this.zones.shownFor(silence.matchers);
    const [now, active] = [this.now(), ready.windowAt(this.now(), zone) !== undefined];
    return { ...silence, active, next: ready.nextAfter(now, zone)?.from ?? null };
  }

  /** The body with its times as ms. Throws `bad-request` for what cannot work. */
  private read(body: SilenceBody): Omit<StoredSilence, 'id' | 'createdAt'> {
    const [from, to] = [readTime('from', body.from, this.now()), readTime('to', body.to, this.now())];
    const times = { ...body, from, to };
    const message = silenceFault(times);
    if (message !== undefined) throw new ApiError('bad-request', `this silence cannot be: ${message}`);
    return times;
  }

  private now(): number {
    return this.clock.now() / 1_000;
  }
}
