import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import type { ChannelTest } from '@sensorium/contracts';
import { Times } from '../../ui/format/times';
import { Icon } from '../../ui/icon/icon';
import { Texts } from '../../ui/texts/texts';

/** Steps of the way that have a word of their own. */
const STEPS = ['settings', 'resolve', 'connect', 'send', 'answer', 'show'] as const;

/** What came of a trial: each step of the way, and the answer at its end. */
@Component({
  selector: 'sn-test-path',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon],
  templateUrl: './test-path.html',
  styles: `
    :host {
      display: grid;
      gap: 6px;
      padding: var(--x3);
      border-radius: var(--r2);
      background: var(--sunken);
      font-size: 12px;
      line-height: 16px;
    }
    ol {
      display: grid;
      gap: 4px;
    }
    li {
      display: grid;
      grid-template-columns: 14px minmax(72px, max-content) minmax(0, 1fr);
      gap: var(--x2);
      color: var(--text-2);
    }
    li sn-icon {
      color: var(--live);
    }
    b {
      font-weight: var(--w-medium);
    }
    p {
      display: flex;
      flex-wrap: wrap;
      gap: 2px var(--x2);
    }
    .bad,
    .bad sn-icon {
      color: var(--critical);
    }
    .faint {
      color: var(--text-3);
    }
  `,
  host: { role: 'status', 'data-testid': 'channel-tested' },
})
export class TestPath {
  readonly test = input.required<ChannelTest>();
  protected readonly texts = inject(Texts);
  protected readonly times = inject(Times);

  /** A step that is not known has the server's word. */
  protected stepWord(step: string): string {
    const known = STEPS.find((one) => one === step);
    return known ? this.texts.t(`channels.step.${known}`) : step;
  }
}
