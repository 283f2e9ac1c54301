import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import { Dialog } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import type { Device } from '@sensorium/contracts';
import { Icon } from '../../ui/icon/icon';
import type { IconName } from '../../ui/icon/outlines';
import type { TextKey } from '../../ui/texts/keys';
import { Texts } from '../../ui/texts/texts';
import { DeleteDialog } from './delete-dialog';
import { NameDialog } from './name-dialog';
import { ReplaceDialog } from './replace-dialog';
import { ServiceDialog } from './service-dialog';

type Action = 'rename' | 'service' | 'replace' | 'delete';

const ITEMS: readonly { action: Action; icon: IconName; key: TextKey }[] = [
  { action: 'rename', icon: 'edit', key: 'device.menu.rename' },
  { action: 'service', icon: 'tool', key: 'device.menu.service' },
  { action: 'replace', icon: 'swap', key: 'device.menu.replace' },
  { action: 'delete', icon: 'bin', key: 'device.menu.delete' },
];
const DIALOGS = {
  rename: NameDialog,
  service: ServiceDialog,
  replace: ReplaceDialog,
  delete: DeleteDialog,
};

/** What else can be done with a device. */
@Component({
  selector: 'sn-device-menu',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [CdkMenu, CdkMenuItem, CdkMenuTrigger, Icon],
  template: `
    <button
      type="button"
      class="btn icon"
      data-testid="more"
      [attr.aria-label]="texts.t('device.more')"
      [cdkMenuTriggerFor]="menu"
    >
      <sn-icon name="more" />
    </button>
    <ng-template #menu>
      <div class="menu" cdkMenu>
        @for (item of items; track item.action) {
          <button
            type="button"
            cdkMenuItem
            [attr.data-testid]="'more-' + item.action"
            (cdkMenuItemTriggered)="open(item.action)"
          >
            <sn-icon [name]="item.icon" />{{ texts.t(item.key) }}
          </button>
        }
      </div>
    </ng-template>
  `,
})
export class DeviceMenu {
  readonly device = input.required<Device>();

  protected readonly texts = inject(Texts);
  protected readonly items = ITEMS;
  readonly #dialog = inject(Dialog);

  protected open(action: Action): void {
    this.#dialog.open<never, Device>(DIALOGS[action], {
      data: this.device(),
      ariaLabel: this.device().name,
      ariaModal: true,
    });
  }
}
