import { ChangeDetectionStrategy, Component, input } from '@angular/core';

/** What a page says instead of its content: one picture, one line, why, and what to do next (projected). */
@Component({
  selector: 'sn-page-note',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ng-content select="[picture]" />
    <h2>{{ heading() }}</h2>
    <p>{{ text() }}</p>
    <ng-content />
  `,
  styles: `
    :host {
      display: grid;
      place-items: center;
      align-content: center;
      gap: var(--x2);
      min-height: 280px;
      padding: var(--x6) var(--x5);
      text-align: center;
    }
    p {
      max-width: 44ch;
      margin-bottom: var(--x2);
      color: var(--text-2);
      text-wrap: balance;
    }
  `,
})
export class PageNote {
  readonly heading = input.required<string>();
  readonly text = input.required<string>();
}
