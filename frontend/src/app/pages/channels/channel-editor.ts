import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  output,
  signal,
} from '@angular/core';
import type { ChannelPreview } from '@sensorium/contracts';
import { ApiFault } from '../../data/api';
import { DraftForm } from '../../data/draft-form';
import { saidOf } from '../../data/fault-words';
import { NotifyApi } from '../../data/notify-api';
import { whenSettled } from '../../ui/schedule/when-settled';
import { Texts } from '../../ui/texts/texts';
import { TokenField } from '../../widgets/fields/token-field';
import { readChannel, type ChannelDraft, type FieldValue, type SecretState } from './channel-draft';
import { CHANNEL_FIELDS, type FieldName } from './channel-fields';
import { readable } from './readable';

/** Who types on within this time does not ask, ms. */
const PAUSE_MS = 300;

/** One channel as a form. Secrets are typed and never shown; the message stands beside it as it would be sent. */
@Component({
  selector: 'sn-channel-editor',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [TokenField],
  templateUrl: './channel-editor.html',
  styleUrl: './channel-editor.css',
  host: { 'data-testid': 'channel-editor' },
})
export class ChannelEditor {
  /** What a template may name. */
  protected readonly names =
    '{{title}} {{#alerts}} {{name}} {{value}} {{limit}} {{message}} {{url}} {{/alerts}} {{moreText}}';
  /** Null for a new one. */
  readonly id = input.required<string | null>();
  readonly start = input.required<ChannelDraft>();
  readonly saved = output();
  readonly closed = output();

  protected readonly texts = inject(Texts);
  protected readonly readable = readable;
  readonly #api = inject(NotifyApi);
  protected readonly draft = linkedSignal(() => this.start());
  readonly #reading = computed(() => readChannel(this.draft()));
  protected readonly form = new DraftForm(
    () => this.#reading().faults,
    (fault) => this.texts.t(`channels.fault.${fault}`),
    (path) => path === 'name' || this.fields().some(({ name }) => path === `settings.${name}`),
  );
  protected readonly preview = signal<ChannelPreview | null>(null);
  protected readonly previewFault = signal('');
  protected readonly fields = computed(() => CHANNEL_FIELDS[this.draft().type]);

  constructor() {
    whenSettled(
      () => (this.#reading().faults.size > 0 ? null : this.#reading().body),
      (body, abort) => void this.#ask(body, abort),
      PAUSE_MS,
    );
  }

  protected change(change: Partial<ChannelDraft>): void {
    this.draft.update((draft) => ({ ...draft, ...change }));
    this.form.changed();
  }

  protected type(name: FieldName, value: FieldValue): void {
    this.change({ values: new Map([...this.draft().values, [name, value]]) });
  }

  protected secret(name: FieldName, state: SecretState): void {
    this.type(name, '');
    this.change({ secrets: new Map([...this.draft().secrets, [name, state]]) });
  }

  protected text(name: FieldName): string {
    return String(this.draft().values.get(name) ?? '');
  }

  protected list(name: FieldName): readonly string[] {
    const value = this.draft().values.get(name);
    return Array.isArray(value) ? (value as readonly string[]) : [];
  }

  protected isOn(name: FieldName): boolean {
    return this.draft().values.get(name) === true;
  }

  protected choiceWord(choice: string): string {
    return this.texts.t(
      `channels.choice.${choice as 'auto' | 'starttls' | 'tls' | 'none' | 'sensorium' | 'alertmanager'}`,
    );
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const { body } = this.#reading();
    if (await this.form.save(() => this.#api.saveChannel(body, this.id()))) this.saved.emit();
  }

  async #ask(body: Parameters<NotifyApi['previewChannel']>[0], abort: AbortSignal): Promise<void> {
    try {
      const preview = await this.#api.previewChannel(body, abort);
      if (abort.aborted) return;
      this.preview.set(preview);
      this.previewFault.set('');
    } catch (error) {
      if (abort.aborted) return;
      if (!(error instanceof ApiFault)) throw error;
      this.previewFault.set(saidOf(error));
    }
  }
}
