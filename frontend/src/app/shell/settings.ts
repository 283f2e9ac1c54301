import { CdkMenu, CdkMenuGroup, CdkMenuItemRadio, CdkMenuTrigger } from '@angular/cdk/menu';
import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { Icon } from '../ui/icon/icon';
import type { IconName } from '../ui/icon/outlines';
import { LANGUAGES } from '../ui/texts/keys';
import { KoreanFont } from '../ui/texts/korean-font';
import { Texts } from '../ui/texts/texts';
import { QUANTITIES, UNIT_CHOICES } from '../ui/units/unit-choices';
import { AlertSound } from './alert-sound';
import { SOUNDS } from './sound-names';
import { THEMES, Theme, type ThemeChoice } from '../ui/theme/theme';

const THEME_ICONS: Readonly<Record<ThemeChoice, IconName>> = { system: 'screen', light: 'sun', dark: 'moon' };

/** Menu with the language, the theme, the units and the sound of the page. */
@Component({
  selector: 'sn-settings',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [CdkMenu, CdkMenuGroup, CdkMenuItemRadio, CdkMenuTrigger, Icon],
  templateUrl: './settings.html',
  styleUrl: './settings.css',
})
export class Settings {
  /** Only an icon, for the bar of the phone. */
  readonly compact = input(false);

  protected readonly texts = inject(Texts);
  protected readonly theme = inject(Theme);
  protected readonly sound = inject(AlertSound);
  protected readonly sounds = SOUNDS;
  protected readonly koreanFont = inject(KoreanFont);
  protected readonly languages = LANGUAGES;
  protected readonly themes = THEMES;
  protected readonly icons = THEME_ICONS;
  /** Units to choose from for each quantity, null for those in which values are sent. */
  protected readonly units = computed(() =>
    QUANTITIES.map((quantity) => ({
      quantity,
      offered: [null, ...UNIT_CHOICES[quantity].offered],
      chosen: this.texts.units.chosen(quantity),
    })),
  );
  protected readonly language = computed(
    () => LANGUAGES.find(({ code }) => code === this.texts.language())?.name ?? '',
  );
}
