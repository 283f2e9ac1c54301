import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  signal,
  untracked,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Delivery } from '@sensorium/contracts';
import { ApiFault } from '../../data/api';
import { Seconds } from '../../data/clocks';
import { NotifyApi } from '../../data/notify-api';
import { timeWords } from '../../ui/range/time-words';
import { viewerZone } from '../../ui/range/zones';
import { Icon } from '../../ui/icon/icon';
import { Mark } from '../../ui/mark/mark';
import { Texts } from '../../ui/texts/texts';
import { Combo, type Option } from '../../widgets/fields/combo';
import { subjectsOf } from './delivery-subjects';

const MOST = '50';
const STATES = ['', 'waiting', 'delivered', 'failed'] as const;

/** What the channel of the open pages answers. */
const PAGE_ANSWER = 'shown on the open pages';

/** Everything that was sent, newest first, with each attempt and what was answered. */
@Component({
  selector: 'sn-delivery-log',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Combo, Icon, Mark, RouterLink],
  templateUrl: './delivery-log.html',
  styleUrl: './delivery-log.css',
  host: { 'data-testid': 'deliveries' },
})
export class DeliveryLog {
  readonly channels = input.required<readonly Option[]>();

  protected readonly texts = inject(Texts);
  readonly #api = inject(NotifyApi);
  readonly #seconds = inject(Seconds);
  readonly #rows = signal<readonly Delivery[] | null>(null);
  readonly #next = signal<string | null>(null);
  protected readonly fault = signal('');
  protected readonly channel = signal('');
  protected readonly state = signal('');
  protected readonly opened = signal<string | null>(null);
  protected readonly loaded = computed(() => this.#rows() !== null);
  protected readonly rows = computed(() =>
    (this.#rows() ?? []).map((row) => ({ ...row, subjects: subjectsOf(this.texts, row) })),
  );
  protected readonly more = computed(() => this.#next() !== null);
  protected readonly channelOptions = computed((): readonly Option[] => [
    { value: '', label: this.texts.t('deliveries.allChannels') },
    ...this.channels(),
  ]);
  protected readonly stateOptions = computed((): readonly Option[] =>
    STATES.map((value) => ({
      value,
      label: this.texts.t(`deliveries.state.${value === '' ? 'all' : value}`),
    })),
  );

  constructor() {
    effect(() => {
      this.channel();
      this.state();
      untracked(() => void this.read());
    });
  }

  protected labelOf(options: readonly Option[], value: string): string {
    return options.find((one) => one.value === value)?.label ?? value;
  }

  protected when(t: number): string {
    const words = timeWords(viewerZone(), this.texts.language());
    const now = this.#seconds.minute() || Date.now();
    const date = words.date(t, now);
    return date === words.date(now, now) ? words.fine(t) : `${date} ${words.fine(t)}`;
  }

  protected answer({ attempts }: Delivery): string {
    return this.said(attempts.at(-1)?.answer ?? '');
  }

  /** What was answered; the pages' own answer in their language. */
  protected said(answer: string): string {
    return answer === PAGE_ANSWER ? this.texts.t('deliveries.shown') : answer;
  }

  /** Reads the newest, or goes on with older ones. */
  protected async read(older = false): Promise<void> {
    const cursor = older ? this.#next() : null;
    try {
      const filter = [
        ['limit', MOST],
        ['channel', this.channel()],
        ['state', this.state()],
        ['cursor', cursor ?? ''],
      ].filter(([, value]) => value !== '');
      const { notifications, next } = await this.#api.deliveries(
        Object.fromEntries(filter) as Record<string, string>,
      );
      this.#rows.update((rows) => (cursor === null ? notifications : [...(rows ?? []), ...notifications]));
      this.#next.set(next);
      this.fault.set('');
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      this.fault.set(error.message);
    }
  }
}
