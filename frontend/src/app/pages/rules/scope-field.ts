import { CdkConnectedOverlay, CdkOverlayOrigin } from '@angular/cdk/overlay';
import { CdkTrapFocus } from '@angular/cdk/a11y';
import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { Icon } from '../../ui/icon/icon';
import { Texts } from '../../ui/texts/texts';
import { TokenField } from '../../widgets/fields/token-field';
import { RuleEdit } from './rule-edit';
import { RuleFleet } from './rule-fleet';
import { RuleWords } from './rule-words';

/** Names of devices that are listed. */
const MOST_NAMES = 8;

/** Which devices the rule covers: globs over their ids, and labels. Says which ones that are as it is typed. */
@Component({
  selector: 'sn-scope-field',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [CdkConnectedOverlay, CdkOverlayOrigin, CdkTrapFocus, Icon, TokenField],
  template: `
    <button
      cdkOverlayOrigin
      #origin="cdkOverlayOrigin"
      #opener
      type="button"
      class="opener"
      aria-haspopup="dialog"
      data-testid="rule-scope"
      [attr.aria-expanded]="isOpen()"
      [attr.aria-label]="texts.t('rules.slot.scope') + ': ' + label()"
      (click)="isOpen.set(!isOpen())"
    >
      <bdi class="cut">{{ label() }}</bdi>
      <sn-icon name="down" [size]="14" />
    </button>
    <ng-template
      cdkConnectedOverlay
      [cdkConnectedOverlayOrigin]="origin"
      [cdkConnectedOverlayOpen]="isOpen()"
      [cdkConnectedOverlayOffsetY]="4"
      (overlayOutsideClick)="isOpen.set(false)"
      (detach)="isOpen.set(false)"
    >
      <div
        class="panel"
        role="dialog"
        cdkTrapFocus
        [cdkTrapFocusAutoCapture]="true"
        [attr.aria-label]="texts.t('rules.slot.scope')"
        (keydown.escape)="isOpen.set(false); opener.focus()"
      >
        <sn-token-field
          testId="scope-devices"
          [title]="texts.t('rules.devices')"
          [hint]="texts.t('rules.devicesHint')"
          [placeholder]="texts.t('rules.everyDevice')"
          [suggestions]="fleet.ids()"
          [names]="fleet.names()"
          [tokens]="edit.draft().devices"
          [fault]="edit.faultAt('devices')"
          (tokensChange)="edit.change({ devices: $event })"
        />
        <sn-token-field
          testId="scope-labels"
          [title]="texts.t('rules.labels')"
          [hint]="texts.t('rules.labelsHint')"
          [suggestions]="fleet.labels()"
          [tokens]="edit.draft().labels"
          [fault]="edit.faultAt('labels')"
          (tokensChange)="edit.change({ labels: $event })"
        />
        <p class="found" role="status">{{ found() }}</p>
        <button type="button" class="btn primary" (click)="isOpen.set(false); opener.focus()">
          {{ texts.t('rules.done') }}
        </button>
      </div>
    </ng-template>
  `,
  styleUrls: ['../../widgets/fields/combo.css', './scope-field.css'],
  host: { class: 'large' },
})
export class ScopeField {
  protected readonly texts = inject(Texts);
  protected readonly edit = inject(RuleEdit);
  protected readonly fleet = inject(RuleFleet);
  readonly #words = inject(RuleWords);
  protected readonly isOpen = signal(false);
  protected readonly label = computed(() =>
    this.#words.scope(this.edit.draft().devices, this.edit.draft().labels),
  );
  protected readonly found = computed(() => {
    const { devices } = this.edit.draft();
    const covered = this.fleet.covered(devices, this.edit.reading().body.labels, []);
    if (covered.length === 0) return this.texts.t('rules.matchesNone');
    const names = covered.slice(0, MOST_NAMES).map(({ name }) => name);
    const more = covered.length > names.length ? ', …' : '';
    return `${this.texts.count('rules.nDevices', covered.length)}: ${names.join(', ')}${more}`;
  });
}
