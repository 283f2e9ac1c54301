import { Clipboard } from '@angular/cdk/clipboard';
import {
  ChangeDetectionStrategy,
  Component,
  DOCUMENT,
  computed,
  effect,
  inject,
  input,
  signal,
  untracked,
} from '@angular/core';
import { MatSnackBar } from '@angular/material/snack-bar';
import type { Device, LastMessage } from '@sensorium/contracts';
import { Api } from '../../data/api';
import { Times } from '../../ui/format/times';
import { Icon } from '../../ui/icon/icon';
import { poll } from '../../ui/schedule/poll';
import { Seen } from '../../ui/seen/seen';
import { Texts } from '../../ui/texts/texts';
import { faultText, pathOf } from './device-actions';
import { rawText } from './raw-text';

const EVERY_MS = 3000;

/** The newest message of a device as it came, read anew every few seconds while it is on screen. */
@Component({
  selector: 'sn-message-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon],
  hostDirectives: [Seen],
  template: `
    <header>
      <h2>{{ texts.t('device.lastMessage') }}</h2>
      @if (message(); as message) {
        <span class="faint">{{ times.age(message.at, now()) }}</span>
        <button type="button" class="link" data-testid="copy-message" (click)="copy()">
          <sn-icon name="copy" [size]="14" />{{ texts.t('state.copy') }}
        </button>
      }
    </header>
    @if (message(); as message) {
      <div class="body">
        <p class="mono" data-testid="message-topic">
          <bdi>{{ message.topic }}</bdi>
        </p>
        <pre class="raw" tabindex="0" translate="no" data-testid="message-raw">{{ raw() }}</pre>
        <p class="faint">{{ detail() }}</p>
      </div>
    } @else if (fault(); as fault) {
      <p class="note fault" role="status">{{ fault }}</p>
    } @else {
      <p class="note">{{ texts.t(answer() === null ? 'log.loading' : 'device.noMessage') }}</p>
    }
  `,
  styleUrl: './side-card.css',
  host: { class: 'card', 'data-testid': 'last-message' },
})
export class MessageCard {
  readonly device = input.required<Device>();
  readonly now = input.required<number>();

  protected readonly texts = inject(Texts);
  protected readonly times = inject(Times);
  readonly #api = inject(Api);
  readonly #clipboard = inject(Clipboard);
  readonly #snackBar = inject(MatSnackBar);
  readonly #seen = inject(Seen).seen;
  protected readonly answer = signal<LastMessage | null>(null);
  protected readonly fault = signal<string | null>(null);
  protected readonly message = computed(() => this.answer()?.message ?? null);
  protected readonly raw = computed(() => {
    const message = this.message();
    return message === null ? '' : rawText(message);
  });
  protected readonly detail = computed(() => {
    const message = this.message();
    if (message === null) return '';
    const bytes = this.texts.count('device.bytes', message.bytes);
    return message.retained ? this.texts.t('device.retainedBytes', { bytes }) : bytes;
  });

  constructor() {
    const document = inject(DOCUMENT);
    const uid = computed(() => this.device().uid);
    effect((onCleanup) => {
      const path = `${pathOf(uid())}/last-message`;
      if (this.#seen()) onCleanup(poll(document, () => untracked(() => this.#read(path)), EVERY_MS));
    });
  }

  protected copy(): void {
    const copied = this.#clipboard.copy(this.raw());
    const said = this.texts.t(copied ? 'state.copied' : 'state.copyFailed');
    this.#snackBar.open(said, undefined, { duration: 4000 });
  }

  async #read(path: string): Promise<void> {
    try {
      this.answer.set(await this.#api.getJson<LastMessage>(path));
      this.fault.set(null);
    } catch (error) {
      this.fault.set(faultText(this.texts, error));
    }
  }
}
