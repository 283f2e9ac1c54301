import { Dialog } from '@angular/cdk/dialog';
import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import { ChangeDetectionStrategy, Component, inject, input, viewChild } from '@angular/core';
import type { Alert } from '@sensorium/contracts';
import { Icon } from '../../ui/icon/icon';
import { Texts } from '../../ui/texts/texts';
import { AlertActions } from './alert-actions';
import { SnoozeDialog } from './snooze-dialog';
import { SNOOZES, tomorrowMorning } from './snooze-times';

/** A button that keeps incidents quiet for a while. */
@Component({
  selector: 'sn-snooze-menu',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [CdkMenu, CdkMenuItem, CdkMenuTrigger, Icon],
  template: `
    <button type="button" class="btn sm" data-testid="snooze" [cdkMenuTriggerFor]="menu">
      {{ texts.t('alerts.snooze.title') }}<sn-icon name="down" [size]="12" />
    </button>
    <ng-template #menu>
      <div class="menu" cdkMenu [attr.aria-label]="texts.t('alerts.snooze.title')">
        @for (one of snoozes; track one.key) {
          <button
            type="button"
            cdkMenuItem
            [attr.data-testid]="'snooze-' + one.key"
            (cdkMenuItemTriggered)="snooze(one.ms)"
          >
            {{ texts.t(one.text) }}
          </button>
        }
        <button
          type="button"
          cdkMenuItem
          data-testid="snooze-tomorrow"
          (cdkMenuItemTriggered)="untilTomorrow()"
        >
          {{ texts.t('alerts.snooze.tomorrow') }}
        </button>
        <button type="button" cdkMenuItem data-testid="snooze-custom" (cdkMenuItemTriggered)="custom()">
          {{ texts.t('alerts.snooze.custom') }}
        </button>
      </div>
    </ng-template>
  `,
  styles: `
    :host {
      display: inline-flex;
    }
    .btn {
      flex: 1;
    }
    .btn sn-icon {
      color: var(--text-3);
    }
  `,
})
export class SnoozeMenu {
  readonly alerts = input.required<readonly Alert[]>();

  protected readonly texts = inject(Texts);
  protected readonly snoozes = SNOOZES;
  readonly #actions = inject(AlertActions);
  readonly #dialog = inject(Dialog);
  protected readonly trigger = viewChild.required(CdkMenuTrigger);

  /** Opens the menu with the focus on its first entry, for who came by keys. */
  open(): void {
    const trigger = this.trigger();
    trigger.open();
    setTimeout(() => {
      trigger.getMenu()?.focusFirstItem('keyboard');
    });
  }

  protected snooze(ms: number): void {
    void this.#actions.snooze(this.alerts(), ms);
  }

  /** The length is reckoned on the viewer's clock: his morning is meant. */
  protected untilTomorrow(): void {
    const now = Date.now();
    this.snooze(tomorrowMorning(now) - now);
  }

  protected custom(): void {
    this.#dialog.open<never, readonly Alert[]>(SnoozeDialog, {
      data: this.alerts(),
      ariaLabel: this.texts.t('alerts.snooze.title'),
      ariaModal: true,
    });
  }
}
