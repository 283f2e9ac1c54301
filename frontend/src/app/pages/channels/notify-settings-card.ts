import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import type { NotificationSettings } from '@sensorium/contracts';
import { ApiFault } from '../../data/api';
import { saidOf } from '../../data/fault-words';
import { NotifyApi } from '../../data/notify-api';
import { durationOf } from '../../ui/format/quantities';
import { Texts } from '../../ui/texts/texts';
import { QuantityField } from '../../widgets/fields/quantity-field';
import { timeText } from './route-draft';

const FIELDS = ['wait', 'update', 'remind'] as const;

/** The settings as they are typed; no heartbeat while its address is empty. */
interface Draft {
  wait: string;
  update: string;
  remind: string;
  url: string;
  every: string;
}

/** How notices are put together where nobody says otherwise, and the heartbeat that tells a dead Sensorium. */
@Component({
  selector: 'sn-notify-settings-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [QuantityField],
  templateUrl: './notify-settings-card.html',
  styleUrl: './small-card.css',
  host: { 'data-testid': 'notify-settings' },
})
export class NotifySettingsCard {
  protected readonly example = 'https://watch.example/ping/…';
  protected readonly texts = inject(Texts);
  readonly #api = inject(NotifyApi);
  readonly #kept = signal<NotificationSettings | null>(null);
  readonly #typed = signal<Draft | null>(null);
  protected readonly fault = signal('');
  protected readonly fields = FIELDS;
  protected readonly loaded = computed(() => this.#kept() !== null);
  protected readonly changed = computed(() => this.#typed() !== null);
  protected readonly draft = computed(() => this.#typed() ?? draftOf(this.#kept()));

  constructor() {
    void this.#send(() => this.#api.settings());
  }

  protected type(field: keyof Draft, text: string): void {
    this.#typed.set({ ...this.draft(), [field]: text });
  }

  protected undo(): void {
    this.#typed.set(null);
    this.fault.set('');
  }

  protected faultAt(field: keyof Draft): string | null {
    const text = this.draft()[field];
    if (field === 'url')
      return text === '' || /^https?:\/\/./u.test(text) ? null : this.texts.t('channels.fault.url');
    if (field === 'every' && this.draft().url === '') return null;
    return durationOf(text) === undefined ? this.texts.t('rules.fault.duration') : null;
  }

  protected async save(): Promise<void> {
    const draft = this.draft();
    if ([...FIELDS, 'url' as const, 'every' as const].some((field) => this.faultAt(field) !== null)) return;
    const ms = (text: string): number => durationOf(text) ?? 0;
    const settings: NotificationSettings = {
      grouping: { waitMs: ms(draft.wait), updateMs: ms(draft.update), remindMs: ms(draft.remind) },
      heartbeat: draft.url === '' ? null : { url: draft.url, everyMs: ms(draft.every) },
    };
    if (await this.#send(() => this.#api.saveSettings(settings))) this.undo();
  }

  async #send(send: () => Promise<NotificationSettings>): Promise<boolean> {
    try {
      this.#kept.set(await send());
      return true;
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      this.fault.set(saidOf(error));
      return false;
    }
  }
}

function draftOf(kept: NotificationSettings | null): Draft {
  const { grouping, heartbeat } = kept ?? { grouping: undefined, heartbeat: null };
  return {
    wait: timeText(grouping?.waitMs),
    update: timeText(grouping?.updateMs),
    remind: timeText(grouping?.remindMs),
    url: heartbeat?.url ?? '',
    every: timeText(heartbeat?.everyMs ?? 60_000),
  };
}
