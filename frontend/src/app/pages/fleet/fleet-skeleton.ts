import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { Texts } from '../../ui/texts/texts';

/** The fleet before its first list has come: the places of what will stand there. */
@Component({
  selector: 'sn-fleet-skeleton',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <p class="sr" role="status">{{ texts.t('state.loading') }}</p>
    <div aria-hidden="true">
      <div class="card census">
        @for (box of boxes; track box) {
          <div><i style="width: 48px"></i><i class="tall" style="width: 36px"></i></div>
        }
      </div>
      <i class="title"></i>
      <div class="cards">
        @for (card of cards; track card) {
          <div class="card device">
            <i style="width: 56%"></i>
            <div class="row">
              <i class="tall" style="width: 34%"></i><i class="tall" style="width: 48%"></i>
            </div>
            <i style="width: 72%"></i>
            <i style="width: 100%"></i>
          </div>
        }
      </div>
    </div>
  `,
  styleUrls: ['../../widgets/page-note/skeleton.css', './fleet-skeleton.css'],
})
export class FleetSkeleton {
  protected readonly texts = inject(Texts);
  protected readonly boxes = [1, 2, 3, 4, 5, 6];
  protected readonly cards = [1, 2, 3, 4, 5, 6, 7, 8];
}
