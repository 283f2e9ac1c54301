import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import type { DeviceEntry } from '../../data/device-entry';
import { Icon } from '../../ui/icon/icon';
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

/** One device: its state, its first number with where it came from, and either why it is silent or its rhythm. */
@Component({
  selector: 'sn-device-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [AlertLine, Arrivals, DeviceLink, DeviceState, Icon, ReadingValue, Spark, Star],
  hostDirectives: [Seen],
  templateUrl: './device-card.html',
  styleUrl: './device-card.css',
  host: {
    class: 'card',
    role: 'article',
    'data-testid': 'device-card',
    '[class.quiet]': 'model.quiet()',
    '[attr.data-uid]': 'entry().uid',
    '[attr.data-presence]': 'model.presence()',
    '[attr.data-severity]': 'model.alert()?.severity ?? null',
    '[attr.aria-label]': 'model.device().name',
    '[attr.aria-posinset]': 'place() + 1',
    '[attr.aria-setsize]': 'of()',
  },
})
export class DeviceCard {
  readonly entry = input.required<DeviceEntry>();
  /** Which of how many it is. */
  readonly place = input.required<number>();
  readonly of = input.required<number>();
  /** `tabindex` of the link: 0 for one card of the list, the arrow keys reach the others. */
  readonly tab = input(0);

  protected readonly texts = inject(Texts);
  protected readonly seen = inject(Seen).seen;
  protected readonly model = new DeviceModel(this.entry, this.seen);
}
