import { ChangeDetectionStrategy, Component, computed, inject, input, model, signal } from '@angular/core';
import { Icon } from '../../ui/icon/icon';
import { Texts } from '../../ui/texts/texts';
import { knownWith, strangerOf, tokenOf, type TokenNames } from './strangers';

/** Suggestions that are given at once. */
const MOST_SUGGESTED = 40;
let count = 0;

/** Several short texts, each with a way out: Enter or a comma adds what was typed, Backspace takes the last back. */
@Component({
  selector: 'sn-token-field',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon],
  template: `
    <span class="name" [id]="id + '-name'">{{ title() }}</span>
    <div class="box" [class.wrong]="fault() !== null">
      @for (token of tokens(); track token) {
        <span class="token">
          <bdi>{{ words(token) }}</bdi>
          <button
            type="button"
            [attr.aria-label]="texts.t('tokens.remove', { name: words(token) })"
            (click)="remove(token)"
          >
            <sn-icon name="close" [size]="12" />
          </button>
        </span>
      }
      <input
        #field
        type="text"
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        maxlength="320"
        [attr.aria-labelledby]="id + '-name'"
        [attr.aria-describedby]="hint() ? id + '-hint' : null"
        [attr.aria-invalid]="fault() !== null || null"
        [attr.list]="id"
        [attr.data-testid]="testId()"
        [placeholder]="tokens().length === 0 ? placeholder() : ''"
        [value]="typed()"
        (input)="type(field.value)"
        (keydown)="key($event)"
        (blur)="add(field.value)"
      />
      <datalist [id]="id">
        @for (one of suggested(); track one) {
          <option [value]="one" [attr.label]="names().get(one)"></option>
        }
      </datalist>
    </div>
    @if (fault(); as fault) {
      <span class="fault" role="alert">{{ fault }}</span>
    } @else if (stranger(); as one) {
      <span class="stranger" role="status" [attr.data-testid]="testId() + '-unknown'">
        {{ texts.t('tokens.unknown', { name: one.token }) }}
        @if (one.meant.length > 0) {
          {{ texts.t('tokens.meant') }}
          @for (other of one.meant; track other) {
            <button type="button" (click)="replace(one.token, other)">{{ words(other) }}</button>
          }
        }
      </span>
    } @else if (hint()) {
      <span class="hint" [id]="id + '-hint'">{{ hint() }}</span>
    }
  `,
  styleUrl: './token-field.css',
})
export class TokenField {
  readonly title = input.required<string>();
  readonly tokens = model.required<readonly string[]>();
  readonly suggestions = input<readonly string[]>([]);
  /** How a token reads, where that is not what it is. */
  readonly names = input<TokenNames>(new Map());
  readonly placeholder = input('');
  readonly hint = input('');
  readonly fault = input<string | null>(null);
  readonly testId = input.required<string>();

  protected readonly texts = inject(Texts);
  protected readonly id = `tokens-${++count}`;
  protected readonly typed = signal('');
  protected readonly suggested = computed(() =>
    knownWith(this.suggestions(), this.typed(), this.names())
      .filter((one) => !this.tokens().includes(one))
      .slice(0, MOST_SUGGESTED),
  );
  /** What was typed and fits nothing that there is. */
  protected readonly stranger = computed(() => strangerOf(this.tokens(), this.suggestions(), this.names()));

  protected words(token: string): string {
    return this.names().get(token) ?? token;
  }

  /** A suggestion that was picked is complete. */
  protected type(text: string): void {
    this.typed.set(text);
    if (text.endsWith(',') || this.suggestions().includes(text)) this.add(text);
  }

  protected add(text: string): void {
    const token = tokenOf(text.replace(/,$/u, '').trim(), this.names());
    this.typed.set('');
    if (token !== '' && !this.tokens().includes(token)) this.tokens.set([...this.tokens(), token]);
  }

  protected replace(token: string, by: string): void {
    this.tokens.set(this.tokens().map((one) => (one === token ? by : one)));
  }

  protected remove(token: string): void {
    this.tokens.set(this.tokens().filter((one) => one !== token));
  }

  protected key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'Enter' && this.typed().trim() !== '') {
      event.preventDefault();
      this.add(this.typed());
    } else if (event.key === 'Backspace' && this.typed() === '') {
      this.tokens.set(this.tokens().slice(0, -1));
    }
  }
}
