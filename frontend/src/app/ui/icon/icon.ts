import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { OUTLINES, type IconName } from './outlines';

/** One icon of the set, in the colour of the text around it. Says nothing to screen readers. */
@Component({
  selector: 'sn-icon',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<svg
    [attr.width]="size()"
    [attr.height]="size()"
    viewBox="0 0 16 16"
    [attr.fill]="filled() ? 'currentColor' : 'none'"
    stroke="currentColor"
    stroke-width="1.3"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    <path [attr.d]="outline()" />
  </svg>`,
  styles: ':host { display: inline-flex; flex: none; }',
})
export class Icon {
  readonly name = input.required<IconName>();
  /** Width and height in px. */
  readonly size = input(16);
  readonly filled = input(false);

  protected readonly outline = computed(() => OUTLINES[this.name()]);
}
