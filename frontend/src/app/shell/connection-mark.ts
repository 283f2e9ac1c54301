import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Live } from '../data/live';
import type { Connection } from '../data/connection';
import { Mark, type MarkState } from '../ui/mark/mark';
import { Texts } from '../ui/texts/texts';

const MARKS: Readonly<Record<Connection['state'], MarkState>> = {
  connecting: 'never',
  live: 'live',
  reconnecting: 'unknown',
  lost: 'offline',
};

/** State of the line: mark and word. */
@Component({
  selector: 'sn-connection-mark',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Mark],
  host: { 'data-testid': 'connection', '[attr.data-state]': 'state()', '[class]': '"c-" + mark()' },
  template: `<sn-mark [state]="mark()" />{{ texts.t(word()) }}`,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 6px;
      font: var(--w-medium) var(--t12) var(--font);
      white-space: nowrap;
    }
  `,
})
export class ConnectionMark {
  readonly #live = inject(Live);
  protected readonly texts = inject(Texts);
  protected readonly state = computed(() => this.#live.connection().state);
  /** Live, but not all of it in time: it catches up, or is behind. */
  readonly #short = computed(() => {
    if (this.state() !== 'live') return null;
    if (this.#live.catchingUp()) return 'catching';
    return this.#live.pace() ? 'behind' : null;
  });
  protected readonly mark = computed(() => (this.#short() ? 'late' : MARKS[this.state()]));
  protected readonly word = computed(() => `connection.${this.#short() ?? this.state()}` as const);
}
