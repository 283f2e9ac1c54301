import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { DeviceEntry } from '../../data/device-entry';
import { Icon } from '../../ui/icon/icon';
import { Mark } from '../../ui/mark/mark';
import { Seen } from '../../ui/seen/seen';
import { Texts } from '../../ui/texts/texts';
import { AlertLine } from '../../widgets/alert-line/alert-line';
import { Arrivals } from '../../widgets/arrivals/arrivals';
import { ReadingValue } from '../../widgets/reading/reading';
import { Spark } from '../../widgets/spark/spark';
import { DeviceLink } from './device-link';
import { DeviceModel } from './device-model';
import { DeviceState } from './device-state';
import { Star } from './star';

/** One device as a row of the table. */
@Component({
  selector: 'sn-device-row',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [AlertLine, Arrivals, DeviceLink, DeviceState, Icon, Mark, ReadingValue, Spark, Star],
  hostDirectives: [Seen],
  templateUrl: './device-row.html',
  styleUrls: ['./columns.css', './row.css', './device-row.css'],
  host: {
    role: 'row',
    'data-testid': 'device-row',
    '[class.quiet]': 'model.quiet()',
    '[attr.data-uid]': 'entry().uid',
    '[attr.data-presence]': 'model.presence()',
    '[attr.data-severity]': 'model.alert()?.severity ?? null',
    '[attr.aria-rowindex]': 'line() + 2',
  },
})
export class DeviceRow {
  readonly entry = input.required<DeviceEntry>();
  /** Place of the row among all rows, headings of groups included. */
  readonly line = input.required<number>();
  /** `tabindex` of the link: 0 for one row of the table, the arrow keys reach the others. */
  readonly tab = input(0);

  protected readonly texts = inject(Texts);
  protected readonly seen = inject(Seen).seen;
  protected readonly model = new DeviceModel(this.entry, this.seen);
  protected readonly second = computed(() => this.model.others()[0]);
}
