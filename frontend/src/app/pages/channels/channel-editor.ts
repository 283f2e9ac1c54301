import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  output,
  signal,
} from '@angular/core';
import type { ChannelPreview } from '@sensorium/contracts';
import { ApiFault } from '../../data/api';
import { saidOf } from '../../data/fault-words';
import { NotifyApi } from '../../data/notify-api';
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
  readonly #said = signal<ReadonlyMap<string, string>>(new Map());
  readonly #tried = signal(false);
  protected readonly saving = signal(false);
  protected readonly refused = signal('');
  protected readonly preview = signal<ChannelPreview | null>(null);
  protected readonly previewFault = signal('');
  protected readonly fields = computed(() => CHANNEL_FIELDS[this.draft().type]);

  constructor() {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let abort: AbortController | undefined;
    const stop = (): void => {
      clearTimeout(timer);
      abort?.abort();
    };
    effect(() => {
      const { body, faults } = this.#reading();
      stop();
      if (faults.size > 0) return;
      const one = (abort = new AbortController());
      timer = setTimeout(() => void this.#ask(body, one.signal), PAUSE_MS);
    });
    inject(DestroyRef).onDestroy(stop);
  }

  protected change(change: Partial<ChannelDraft>): void {
    this.draft.update((draft) => ({ ...draft, ...change }));
    this.#said.set(new Map());
    this.refused.set('');
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

  protected faultAt(path: string): string | null {
    const said = this.#said().get(path);
    if (said !== undefined) return said;
    const fault = this.#reading().faults.get(path);
    if (fault === undefined || (fault === 'missing' && !this.#tried())) return null;
    return this.texts.t(`channels.fault.${fault}`);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.#tried.set(true);
    const { body, faults } = this.#reading();
    if (faults.size > 0 || this.saving()) return;
    this.saving.set(true);
    try {
      await this.#api.saveChannel(body, this.id());
      this.saved.emit();
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      const fields = new Set(['name', ...this.fields().map(({ name }) => `settings.${name}`)]);
      this.refused.set(saidOf(error, (path) => fields.has(path)));
      this.#said.set(new Map(error.details.map(({ path, message }) => [path, message])));
    } finally {
      this.saving.set(false);
    }
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
