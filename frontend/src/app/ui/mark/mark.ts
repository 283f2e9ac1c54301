import { ChangeDetectionStrategy, Component, input } from '@angular/core';

/** What a mark can say: how fresh, or how bad. */
export type MarkState =
  'live' | 'late' | 'stale' | 'offline' | 'unknown' | 'never' | 'info' | 'warning' | 'critical';

/** Shape of a state, in its colour. A word always stands beside it. */
@Component({
  selector: 'sn-mark',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '[attr.data-state]': 'state()' },
  template: `
    <svg [attr.width]="size()" [attr.height]="size()" viewBox="0 0 14 14" fill="none" aria-hidden="true">
      @switch (state()) {
        @case ('live') {
          <circle class="full" cx="7" cy="7" r="5" />
        }
        @case ('late') {
          <circle class="line" cx="7" cy="7" r="4.4" />
          <path class="full" d="M7 2.6a4.4 4.4 0 0 0 0 8.8z" />
        }
        @case ('stale') {
          <circle class="line dashed" cx="7" cy="7" r="4.5" />
        }
        @case ('offline') {
          <rect class="line" x="2.4" y="2.4" width="9.2" height="9.2" rx="1.4" />
          <path class="line" d="M4.8 4.8l4.4 4.4M9.2 4.8L4.8 9.2" />
        }
        @case ('unknown') {
          <path class="line bold" d="M4.3 4.6a2.75 2.75 0 1 1 4.1 2.5c-.9.5-1.4.9-1.4 1.8" />
          <circle class="full" cx="7" cy="11.7" r="1.05" />
        }
        @case ('never') {
          <circle class="line" cx="7" cy="7" r="4.4" />
        }
        @case ('info') {
          <rect class="full" x="2.2" y="2.2" width="9.6" height="9.6" rx="1.6" />
        }
        @case ('warning') {
          <path class="full" d="M7 1.6l5.8 10.3H1.2z" />
        }
        @case ('critical') {
          <path class="full" d="M7 .9L13.1 7 7 13.1.9 7z" />
        }
      }
    </svg>
  `,
  styleUrl: './mark.css',
})
export class Mark {
  readonly state = input.required<MarkState>();
  /** Width and height in px: 14 beside text, 12 in dense places. */
  readonly size = input(14);
}
