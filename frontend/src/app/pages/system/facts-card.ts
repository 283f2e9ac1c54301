import { ChangeDetectionStrategy, Component, input } from '@angular/core';

/** One fact: what it is, and how it stands. */
export interface Fact {
  name: string;
  text: string;
  testId?: string;
}

/** A short list of facts under a title. What is projected stands before them, or after them if marked `after`. */
@Component({
  selector: 'sn-facts-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2>{{ heading() }}</h2>
    <ng-content />
    <dl>
      @for (fact of facts(); track fact.name) {
        <dt>{{ fact.name }}</dt>
        <dd [attr.data-testid]="fact.testId">
          <bdi>{{ fact.text }}</bdi>
        </dd>
      }
    </dl>
    <ng-content select="[after]" />
  `,
  styles: `
    :host {
      display: grid;
      gap: 10px;
      align-content: start;
      padding: 14px var(--x4);
    }
    h2 {
      font: 600 var(--t14) var(--font);
    }
    dl {
      display: grid;
      grid-template-columns: max-content minmax(0, 1fr);
      gap: 6px var(--x4);
      font-size: 12px;
      line-height: 16px;
    }
    dt {
      color: var(--text-3);
    }
  `,
  host: { class: 'card' },
})
export class FactsCard {
  readonly heading = input.required<string>();
  readonly facts = input.required<readonly Fact[]>();
}
