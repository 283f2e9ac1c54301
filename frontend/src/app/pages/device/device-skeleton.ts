import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { Texts } from '../../ui/texts/texts';

/** The shape of the device page while it loads. */
@Component({
  selector: 'sn-device-skeleton',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <p class="sr" role="status">{{ texts.t('device.loading') }}</p>
    <div aria-hidden="true">
      <i class="title"></i>
      <div class="card values">
        @for (i of [1, 2, 3, 4]; track i) {
          <div><i></i><i class="tall"></i></div>
        }
      </div>
      <div class="cols">
        <div class="card chart"></div>
        <div class="card side"></div>
      </div>
    </div>
  `,
  styleUrl: '../../widgets/page-note/skeleton.css',
  styles: `
    i {
      width: 60%;
    }
    .title {
      width: 220px;
      height: 24px;
      margin: 20px 0 40px;
    }
    .tall {
      height: 32px;
      margin-top: 10px;
    }
    .values {
      display: grid;
      grid-template-columns: repeat(4, minmax(0, 1fr));
      gap: var(--x4);
      margin-bottom: var(--x3);
      padding: var(--x4);
    }
    .cols {
      display: grid;
      grid-template-columns: minmax(0, 1fr) 296px;
      gap: var(--x3);
    }
    .chart,
    .side {
      height: 320px;
    }
    @media (max-width: 1100px) {
      .values {
        grid-template-columns: repeat(2, minmax(0, 1fr));
      }
      .cols {
        grid-template-columns: minmax(0, 1fr);
      }
    }
  `,
})
export class DeviceSkeleton {
  protected readonly texts = inject(Texts);
}
