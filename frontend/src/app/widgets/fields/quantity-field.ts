import { ChangeDetectionStrategy, Component, input, model, output } from '@angular/core';

let count = 0;

/**
 * A field for a number or a length of time, as wide as what stands in it, with its unit. `large`: a word in a sentence.
 */
@Component({
  selector: 'sn-quantity-field',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <label [class.wrong]="fault() !== null">
      <span class="sr">{{ title() }}</span>
      <input
        #field
        type="text"
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        maxlength="64"
        [attr.inputmode]="unit() ? 'decimal' : null"
        [attr.data-testid]="testId()"
        [attr.aria-invalid]="fault() !== null || null"
        [attr.aria-describedby]="fault() !== null ? id : null"
        [style.width.ch]="width()"
        [placeholder]="placeholder()"
        [value]="value()"
        (input)="value.set(field.value)"
        (blur)="left.emit()"
        (keydown.arrowup)="step($event, 1)"
        (keydown.arrowdown)="step($event, -1)"
      />
      @if (unit(); as unit) {
        <span class="unit" aria-hidden="true">{{ unit }}</span>
      }
    </label>
    @if (fault(); as fault) {
      <span class="fault" role="alert" [id]="id">{{ fault }}</span>
    }
  `,
  styleUrl: './quantity-field.css',
  host: { '[class.large]': 'large()' },
})
export class QuantityField {
  readonly title = input.required<string>();
  readonly value = model.required<string>();
  readonly unit = input<string | null>(null);
  readonly placeholder = input('');
  /** What is wrong with it, in words. */
  readonly fault = input<string | null>(null);
  readonly large = input(false);
  readonly testId = input.required<string>();
  /** An arrow key: one step up or down, ten with shift. */
  readonly stepped = output<number>();
  readonly left = output();

  protected readonly id = `quantity-${++count}`;

  /** In digits; words of Korean are twice as wide. */
  protected width(): number {
    const text = this.value() || this.placeholder();
    const wide = text.match(/[\u3000-\uffff]/gu)?.length ?? 0;
    return Math.min(24, Math.max(3, text.length + wide * 0.8 + 0.5));
  }

  protected step(event: Event, by: number): void {
    event.preventDefault();
    this.stepped.emit(event instanceof KeyboardEvent && event.shiftKey ? by * 10 : by);
  }
}
