import { CdkMenu, CdkMenuItemCheckbox, CdkMenuItemRadio, CdkMenuTrigger } from '@angular/cdk/menu';
import { ChangeDetectionStrategy, Component, input, output, type Signal } from '@angular/core';
import { Icon } from '../../ui/icon/icon';
import type { IconName } from '../../ui/icon/outlines';

/** One thing that can be chosen. */
export interface MenuChoice {
  value: string;
  label: string;
  /** Stands behind the label, such as how many there are. */
  note?: string;
}

/** A button that opens a menu of choices: one of them, or with `many` any number. */
@Component({
  selector: 'sn-choice-menu',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [CdkMenu, CdkMenuItemCheckbox, CdkMenuItemRadio, CdkMenuTrigger, Icon],
  templateUrl: './choice-menu.html',
  styleUrl: './choice-menu.css',
})
export class ChoiceMenu {
  /** What the button says; a screen reader hears `title` before it. */
  readonly label = input.required<string>();
  readonly title = input.required<string>();
  readonly icon = input<IconName>();
  /** Read only while the menu is open. */
  readonly choices = input.required<Signal<readonly MenuChoice[]>>();
  readonly chosen = input.required<readonly string[]>();
  readonly many = input(false);
  readonly look = input<'button' | 'chip'>('button');
  readonly testId = input.required<string>();

  /** Value of the choice that was taken, or taken back. */
  readonly toggled = output<string>();
}
