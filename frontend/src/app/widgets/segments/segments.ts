import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { Icon } from '../../ui/icon/icon';
import type { IconName } from '../../ui/icon/outlines';

/** One of several ways to look at the same thing. */
export interface Segment {
  value: string;
  label: string;
  icon: IconName;
}

/** A row of buttons of which one is pressed. */
@Component({
  selector: 'sn-segments',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon],
  host: { role: 'group', '[attr.aria-label]': 'title()' },
  template: `
    @for (segment of segments(); track segment.value) {
      <button
        type="button"
        [attr.aria-pressed]="segment.value === chosen()"
        [attr.data-testid]="testId() + '-' + segment.value"
        (click)="choose.emit(segment.value)"
      >
        <sn-icon [name]="segment.icon" />{{ segment.label }}
      </button>
    }
  `,
  styleUrl: './segments.css',
})
export class Segments {
  readonly title = input.required<string>();
  readonly segments = input.required<readonly Segment[]>();
  readonly chosen = input.required<string>();
  readonly testId = input.required<string>();
  /** Value of the button that was pressed. */
  readonly choose = output<string>();
}
