import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import type { AlertLogEntry, Delivery } from '@sensorium/contracts';
import { Times } from '../../ui/format/times';
import { Texts } from '../../ui/texts/texts';
import { decisions, toldLines } from './told-words';

const FINE = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** Who was told of an incident and how that went; and each decision about it, so that silence has its reason. */
@Component({
  selector: 'sn-told-list',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (lines().length > 0) {
      <dl data-testid="told">
        @for (line of lines(); track line.id) {
          <div [attr.data-tone]="line.tone">
            <dt class="cut" [title]="line.channel">
              <bdi>{{ line.channel }}</bdi>
            </dt>
            <dd>
              <span class="time">{{ line.time }}</span>
              <b [class]="line.tone">{{ line.text }}</b>
              @for (attempt of line.attempts; track $index) {
                <small
                  ><bdi>{{ attempt }}</bdi></small
                >
              }
            </dd>
          </div>
        }
      </dl>
    } @else if (deliveries() !== null) {
      <p class="nobody" data-testid="nobody-told">{{ texts.t('alerts.told.nobody') }}</p>
    }
    @if (why().length > 0) {
      @if (lines().length === 0 || open()) {
        <h3>{{ texts.t(lines().length === 0 ? 'alerts.told.whyNobody' : 'alerts.told.why') }}</h3>
        <ol data-testid="why">
          @for (one of why(); track one.id) {
            <li>
              <time>{{ one.time }}</time>
              <span>{{ one.text }}</span>
            </li>
          }
        </ol>
      } @else {
        <button type="button" class="link" data-testid="show-why" (click)="open.set(true)">
          {{ texts.t('alerts.told.showWhy') }}
        </button>
      }
    }
  `,
  styleUrl: './told-list.css',
})
export class ToldList {
  readonly log = input.required<readonly AlertLogEntry[]>();
  /** Null while it is not known. */
  readonly deliveries = input.required<readonly Delivery[] | null>();
  readonly now = input.required<number>();

  protected readonly texts = inject(Texts);
  readonly #times = inject(Times);
  protected readonly open = signal(false);
  protected readonly lines = computed(() =>
    toldLines(this.texts, this.#times, this.deliveries() ?? [], this.now()).map((line) => ({
      ...line,
      time: FINE.format(line.time),
    })),
  );
  protected readonly why = computed(() =>
    decisions(this.texts, this.log()).map((one) => ({ ...one, time: FINE.format(one.at) })),
  );
}
