import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { Favourites } from '../../ui/favourites/favourites';
import { Icon } from '../../ui/icon/icon';
import { Texts } from '../../ui/texts/texts';

/** Stars a device as a favourite. Shows itself where the pointer is, or when the star is set. */
@Component({
  selector: 'sn-star',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon],
  template: `
    <button
      type="button"
      data-testid="star"
      [attr.aria-pressed]="on()"
      [attr.aria-label]="texts.t('fleet.star', { name: name() })"
      [tabIndex]="tab()"
      (click)="favourites.toggle(uid())"
    >
      <sn-icon name="star" [filled]="on()" [size]="14" />
    </button>
  `,
  styleUrl: './star.css',
  host: { '[class.on]': 'on()' },
})
export class Star {
  readonly uid = input.required<string>();
  readonly name = input.required<string>();
  /** `tabindex` of the button. */
  readonly tab = input(0);

  protected readonly texts = inject(Texts);
  protected readonly favourites = inject(Favourites);
  protected readonly on = computed(() => this.favourites.uids().has(this.uid()));
}
