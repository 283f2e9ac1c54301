import {
  ChangeDetectionStrategy,
  Component,
  booleanAttribute,
  computed,
  inject,
  input,
  linkedSignal,
  model,
} from '@angular/core';
import { Icon } from '../icon/icon';
import { Texts } from '../texts/texts';
import { momentOf, momentText, type Moment } from './moment-text';

/**
 * A field for a date and a time of day, as the page writes both. It is written as text, or chosen from the calendar of
 * the browser. What cannot be read is no moment (the empty text), and the field says how to write one.
 */
@Component({
  selector: 'sn-moment-field',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon],
  template: `
    <input
      #field
      type="text"
      autocomplete="off"
      spellcheck="false"
      [id]="fieldId()"
      [attr.data-testid]="fieldId()"
      [attr.aria-invalid]="invalid() || unreadable()"
      [value]="text()"
      (input)="write(field.value)"
      (change)="settle()"
    />
    <button
      type="button"
      class="btn quiet icon"
      [attr.aria-label]="texts.t('moment.choose')"
      [title]="texts.t('moment.choose')"
      (click)="calendar.showPicker()"
    >
      <sn-icon name="calendar" />
    </button>
    <input
      #calendar
      class="calendar"
      type="datetime-local"
      tabindex="-1"
      aria-hidden="true"
      [attr.step]="seconds() ? 1 : null"
      [value]="value()"
      (input)="choose(calendar.value)"
    />
    @if (unreadable()) {
      <span class="fault" role="alert">{{ texts.t('moment.fault', { example: example() }) }}</span>
    }
  `,
  styleUrl: './moment-field.css',
})
export class MomentField {
  readonly value = model.required<Moment>();
  /** Id of the field, for its label and for tests. */
  readonly fieldId = input.required<string>();
  /** What the page finds wrong with it. */
  readonly invalid = input(false);
  /** To the second. */
  readonly seconds = input(false, { transform: booleanAttribute });
  /** Now, by the clocks that are meant. */
  readonly today = input<Moment>(localNow());

  protected readonly texts = inject(Texts);
  /** What stands in the field as it was written; null for the value as the page writes it. */
  readonly #written = linkedSignal<Moment, string | null>({
    source: this.value,
    computation: (value, before) => {
      const written = before?.value ?? null;
      return written !== null && (this.#read(written) ?? '') === value ? written : null;
    },
  });
  protected readonly text = computed(() => this.#written() ?? this.#textOf(this.value()));
  protected readonly unreadable = computed(() => {
    const written = this.#written()?.trim() ?? '';
    return written !== '' && this.#read(written) === undefined;
  });
  protected readonly example = computed(() => this.#textOf(this.today()));

  protected write(text: string): void {
    this.#written.set(text);
    this.value.set(this.#read(text) ?? '');
  }

  /** What was read stands there as the page writes it, so that everybody sees what it was taken for. */
  protected settle(): void {
    if (!this.unreadable()) this.#written.set(null);
  }

  protected choose(moment: Moment): void {
    this.#written.set(null);
    this.value.set(moment === '' ? '' : (this.#read(moment) ?? ''));
  }

  #read(text: string): Moment | undefined {
    return momentOf(text, this.today())?.slice(0, this.seconds() ? 19 : 16);
  }

  #textOf(moment: Moment): string {
    return momentText(moment, this.texts.language(), this.seconds());
  }
}

function localNow(): Moment {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}
