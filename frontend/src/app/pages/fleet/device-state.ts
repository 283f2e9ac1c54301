import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { Icon } from '../../ui/icon/icon';
import { Mark } from '../../ui/mark/mark';
import type { DeviceModel } from './device-model';

/** The state of a device: its mark and its word, in its colour. */
@Component({
  selector: 'sn-device-state',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, Mark],
  template: `
    @if (model().out()) {
      <sn-icon name="wrench" [size]="14" />
    } @else {
      <sn-mark [state]="model().presence()" />
    }
    <span class="word cut">{{ model().state() }}</span>
  `,
  styles: `
    :host {
      display: flex;
      align-items: center;
      gap: 6px;
      min-width: 0;
      font: var(--w-medium) var(--t12) var(--font);
    }
    /* where there is room for the mark alone, screen readers still get the word */
    @container (max-width: 720px) {
      :host(.short) .word {
        position: absolute;
        clip-path: inset(50%);
      }
    }
  `,
  host: { '[class]': 'model().colour()' },
})
export class DeviceState {
  readonly model = input.required<DeviceModel>();
}
