import { ChangeDetectionStrategy, Component, computed, inject, output } from '@angular/core';
import { Times } from '../../ui/format/times';
import { Icon } from '../../ui/icon/icon';
import { Mark } from '../../ui/mark/mark';
import { Texts } from '../../ui/texts/texts';
import { PushDevice } from './push-device';

/** Channels that reach a phone where push cannot. */
const OTHERS = ['ntfy', 'telegram', 'email'] as const;

/** Push messages on this device: on or off, or exactly what is missing, and what would reach it instead. */
@Component({
  selector: 'sn-push-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, Mark],
  template: `
    <h2>{{ texts.t('push.title') }}</h2>
    <p class="state" role="status" data-testid="push-state" [attr.data-state]="push.state()">
      @if (push.state() === 'on') {
        <sn-mark state="live" />
      } @else {
        <sn-icon [name]="works() ? 'phone' : 'warning'" />
      }
      <span>{{ texts.t(text()) }}</span>
    </p>
    @if (push.fault()) {
      <p class="fault" role="alert">{{ texts.t('push.failed', { reason: push.fault() }) }}</p>
    }
    <div class="buttons">
      @switch (push.state()) {
        @case ('off') {
          <button
            type="button"
            class="btn primary"
            data-testid="push-on"
            [disabled]="push.busy()"
            (click)="turnOn()"
          >
            {{ texts.t('push.turnOn') }}
          </button>
        }
        @case ('on') {
          <button
            type="button"
            class="btn"
            data-testid="push-off"
            [disabled]="push.busy()"
            (click)="push.turnOff()"
          >
            {{ texts.t('push.turnOff') }}
          </button>
        }
        @default {
          <span class="hint">{{ texts.t('push.instead') }}</span>
          @for (other of others; track other) {
            <button
              type="button"
              class="btn sm"
              [attr.data-testid]="'push-' + other"
              (click)="another.emit(other)"
            >
              {{ texts.t(key(other)) }}
            </button>
          }
        }
      }
    </div>
    @if (push.subscriptions().length > 0) {
      <h3>{{ texts.t('push.devices') }}</h3>
      <ul class="devices">
        @for (one of push.subscriptions(); track one.id) {
          <li data-testid="push-device">
            <span class="cut"
              ><bdi>{{ one.name || one.host }}</bdi></span
            >
            <span class="hint">{{ times.date(one.createdAt) }}</span>
            <button
              type="button"
              class="btn sm"
              [attr.aria-label]="texts.t('push.removeLabel', { name: one.name })"
              (click)="push.remove(one.id)"
            >
              {{ texts.t('rules.remove') }}
            </button>
          </li>
        }
      </ul>
    }
  `,
  styleUrl: './small-card.css',
  host: { 'data-testid': 'push' },
})
export class PushCard {
  /** Another channel is wanted, of this type. */
  readonly another = output<string>();
  /** Push messages come from now on. */
  readonly turnedOn = output();

  protected readonly texts = inject(Texts);
  protected readonly times = inject(Times);
  protected readonly push = inject(PushDevice);
  protected readonly others = OTHERS;
  protected readonly works = computed(() => ['on', 'off'].includes(this.push.state()));
  protected readonly text = computed(() => `push.state.${this.push.state()}` as const);

  constructor() {
    void this.push.read();
  }

  protected key(other: (typeof OTHERS)[number]) {
    return `channels.type.${other}` as const;
  }

  protected async turnOn(): Promise<void> {
    if ((await this.push.turnOn()) && this.push.state() === 'on') this.turnedOn.emit();
  }
}
