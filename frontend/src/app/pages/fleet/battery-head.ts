import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { Texts } from '../../ui/texts/texts';

/** Heads of the battery overview's columns. */
@Component({
  selector: 'sn-battery-head',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div role="columnheader">{{ texts.t('fleet.column.name') }}</div>
    <div role="columnheader" class="site">{{ texts.t('fleet.group.site') }}</div>
    <div role="columnheader">{{ texts.t('fleet.column.level') }}</div>
    <div role="columnheader" class="value">{{ texts.t('fleet.column.battery') }}</div>
    <div role="columnheader">
      <span class="wide">{{ texts.t('fleet.column.presence') }}</span>
    </div>
    <div role="columnheader" class="age">{{ texts.t('fleet.column.age') }}</div>
  `,
  styleUrls: ['./battery-columns.css', './head.css'],
  styles: `
    @container (max-width: 720px) {
      .wide {
        position: absolute;
        clip-path: inset(50%);
      }
    }
  `,
  host: { role: 'row', 'aria-rowindex': '1' },
})
export class BatteryHead {
  protected readonly texts = inject(Texts);
}
