import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { Icon } from '../../ui/icon/icon';
import { Texts } from '../../ui/texts/texts';

/** What is seen, as a file: its readings or its picture. */
@Component({
  selector: 'sn-export-menu',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [CdkMenu, CdkMenuItem, CdkMenuTrigger, Icon],
  template: `
    <button
      type="button"
      class="btn icon"
      data-testid="export"
      [attr.aria-label]="texts.t('range.export')"
      [title]="texts.t('range.export')"
      [cdkMenuTriggerFor]="menu"
    >
      <sn-icon name="download" /><span class="word">{{ texts.t('range.exportWord') }}</span>
    </button>
    <ng-template #menu>
      <div class="menu" cdkMenu>
        <a cdkMenuItem data-testid="export-csv" download [href]="csv()()">
          {{ texts.t('range.csv') }}
        </a>
        <button type="button" cdkMenuItem data-testid="export-png" (cdkMenuItemTriggered)="picture.emit()">
          {{ texts.t('range.png') }}
        </button>
      </div>
    </ng-template>
  `,
  styles: `
    sn-icon {
      color: var(--text-3);
    }
    .word {
      display: none;
    }
    a {
      display: flex;
      align-items: center;
      height: 36px;
      padding: 0 10px;
      border-radius: 6px;
    }
    a:hover,
    a:focus-visible {
      background: var(--hover);
      outline-offset: -2px;
    }
    @media (max-width: 720px) {
      .btn.icon {
        width: 100%;
      }
      .word {
        display: inline;
      }
      a {
        height: var(--touch);
      }
    }
  `,
})
export class ExportMenu {
  /** Address of the readings, made when the menu opens. */
  readonly csv = input.required<() => string>();
  readonly picture = output();

  protected readonly texts = inject(Texts);
}
