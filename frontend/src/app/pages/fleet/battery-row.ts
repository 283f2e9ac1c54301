import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { DeviceEntry } from '../../data/device-entry';
import { FleetStore } from '../../data/fleet-store';
import { Seen } from '../../ui/seen/seen';
import { Texts } from '../../ui/texts/texts';
import { ReadingValue } from '../../widgets/reading/reading';
import { LOW_LEVEL, batteryPlace, levelOf } from './battery';
import { DeviceLink } from './device-link';
import { DeviceModel } from './device-model';
import { DeviceState } from './device-state';
import { Star } from './star';

/** The battery of one device: how full it is, how old that is, and the state of the device. */
@Component({
  selector: 'sn-battery-row',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [DeviceLink, DeviceState, ReadingValue, Star],
  hostDirectives: [Seen],
  templateUrl: './battery-row.html',
  styleUrls: ['./battery-columns.css', './row.css', './battery-row.css'],
  host: {
    role: 'row',
    'data-testid': 'battery-row',
    '[attr.data-uid]': 'entry().uid',
    '[attr.data-presence]': 'model.presence()',
    '[attr.aria-rowindex]': 'line() + 2',
  },
})
export class BatteryRow {
  readonly entry = input.required<DeviceEntry>();
  /** Place of the row among all rows. */
  readonly line = input.required<number>();
  /** `tabindex` of the link: 0 for one row of the list, the arrow keys reach the others. */
  readonly tab = input(0);

  readonly #store = inject(FleetStore);
  protected readonly texts = inject(Texts);
  protected readonly model = new DeviceModel(this.entry, inject(Seen).seen);
  protected readonly place = computed(() => batteryPlace(this.model.device().metrics));
  protected readonly battery = computed(() => this.model.shown(this.place()));
  protected readonly age = computed(() => this.model.ageOf(this.battery().t));
  /** 0 to 1; NaN if nobody can say. */
  protected readonly level = computed(() => {
    this.model.stamp();
    const metric = this.model.device().metrics[this.place()];
    return metric ? levelOf(metric, this.#store.series.number(this.entry().rows[this.place()] ?? -1)) : NaN;
  });
  protected readonly low = computed(() => this.level() < LOW_LEVEL);
}
