import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { Texts } from '../ui/texts/texts';

/** The name of the program with its sign: three arrivals, the newest still warm. */
@Component({
  selector: 'sn-logo',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <svg width="22" height="22" viewBox="0 0 22 22" fill="none" aria-hidden="true">
      <path d="M3 8v6M7.2 5v12M11.4 9v4" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
      <circle cx="17" cy="11" r="3.4" fill="var(--accent-text)" />
    </svg>
    {{ texts.t('app.name') }}
  `,
  styles: `
    :host {
      display: flex;
      align-items: center;
      gap: 10px;
      height: 28px;
      padding: 0 var(--x2);
      font: 640 16px/24px var(--font);
      letter-spacing: -0.015em;
    }
  `,
})
export class Logo {
  protected readonly texts = inject(Texts);
}
