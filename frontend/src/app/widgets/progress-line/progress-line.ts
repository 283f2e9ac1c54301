import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { Texts } from '../../ui/texts/texts';

/** A thin bar for an answer that takes long. Takes no room. */
@Component({
  selector: 'sn-progress-line',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `@if (on()) {
    <div role="progressbar" data-testid="history-slow" [attr.aria-label]="texts.t('range.loading')"></div>
  }`,
  styles: `
    :host {
      display: block;
      height: 0;
    }
    div {
      position: relative;
      top: -7px;
      height: 2px;
      overflow: hidden;
      border-radius: 1px;
      background: var(--accent-soft);
    }
    div::after {
      content: '';
      position: absolute;
      inset: 0;
      width: 40%;
      background: var(--accent-text);
      animation: run 1.1s var(--ease) infinite;
    }
    @keyframes run {
      from {
        transform: translateX(-100%);
      }
      to {
        transform: translateX(250%);
      }
    }
    @media (prefers-reduced-motion: reduce) {
      div::after {
        width: 100%;
        opacity: 0.5;
        animation: none;
      }
    }
  `,
})
export class ProgressLine {
  readonly on = input.required<boolean>();

  protected readonly texts = inject(Texts);
}
