import {
  ChangeDetectionStrategy,
  Component,
  DOCUMENT,
  computed,
  effect,
  inject,
  signal,
  untracked,
} from '@angular/core';
import { Icon } from '../../ui/icon/icon';
import { Mark } from '../../ui/mark/mark';
import { Times } from '../../ui/format/times';
import { pageTitle } from '../../ui/texts/page-title';
import { Texts } from '../../ui/texts/texts';
import { PageNote } from '../../widgets/page-note/page-note';
import { Controls } from './controls';
import { DuplexCard } from './duplex-card';
import { requestFaultText } from './fault-words';
import { FramesCard } from './frames-card';
import { HandshakeCard } from './handshake-card';
import { LabSource } from './lab-source';
import { LANE_KINDS } from './lane-run';
import { LaneRow, bytesPerUpdate } from './lane-row';
import { LATE_MS } from './lane-tally';
import { Lanes } from './lanes';
import { OldFraming } from './old-framing';
import { RoundTrips } from './round-trips';
import { ServerTime } from './server-time';
import { LAB, LaneSettings } from './settings';
import { Tap } from './tap';

/** The same series over four transports at once, what each costs, and what passes on the wire. */
@Component({
  selector: 'sn-transports',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Controls, DuplexCard, FramesCard, HandshakeCard, Icon, LaneRow, Mark, OldFraming, PageNote],
  providers: [LabSource, Lanes, LaneSettings, RoundTrips, ServerTime, Tap],
  templateUrl: './transports.html',
  styleUrl: './transports.css',
})
export class Transports {
  protected readonly texts = inject(Texts);
  protected readonly times = inject(Times);
  protected readonly lanes = inject(Lanes);
  protected readonly lab = inject(LabSource);
  protected readonly time = inject(ServerTime);
  readonly #settings = inject(LaneSettings);
  readonly #document = inject(DOCUMENT);
  readonly #visible = signal(this.#document.visibilityState === 'visible');
  protected readonly kinds = LANE_KINDS;
  protected readonly isLab = computed(() => this.#settings.source() === LAB);

  /** What is carried now; null while there is nothing, or nobody looks. */
  readonly #series = computed(() => {
    if (!this.#visible() || Number.isNaN(this.time.errorMs())) return null;
    return this.isLab() ? this.lab.series() : this.#settings.source();
  });
  protected readonly isLoading = computed(() => this.#series() === null && this.labFault() === null);
  protected readonly labFault = computed(() => {
    const fault = this.isLab() ? this.lab.fault() : null;
    return fault && requestFaultText(this.texts, fault);
  });
  protected readonly summary = computed(() => {
    this.lanes.version();
    if (this.#series() === null) return '';
    const duration = this.times.duration(this.time.now() - this.lanes.resetAt());
    return `${duration} · ${this.texts.count('transports.published', this.lanes.published.count)}`;
  });
  /** Bytes an update of the dearest lane. */
  protected readonly dearest = computed(() => {
    this.lanes.version();
    return Math.max(1, ...this.lanes.all.map(bytesPerUpdate).filter(Number.isFinite));
  });
  protected readonly ratio = computed(() => {
    this.lanes.version();
    const [poll, , , websocket] = this.lanes.all.map(bytesPerUpdate);
    const ratio = (poll ?? NaN) / (websocket ?? NaN);
    return Number.isFinite(ratio) ? this.texts.numbers().fixed(ratio, ratio < 10 ? 1 : 0) : null;
  });
  protected readonly legend = computed(() => {
    const ms = this.texts.numbers().fixed(this.time.errorMs(), 1);
    return this.texts.t('transports.legend.late', { late: LATE_MS, error: ms });
  });

  constructor() {
    pageTitle(() => this.texts.t('transports.title'));
    const look = (): void => {
      this.#visible.set(this.#document.visibilityState === 'visible');
    };
    this.#document.addEventListener('visibilitychange', look);
    effect((onCleanup) => {
      onCleanup(() => {
        this.#document.removeEventListener('visibilitychange', look);
      });
    });
    this.#runLab();
    effect(() => {
      const series = this.#series();
      untracked(() => {
        this.lanes.carry(series);
      });
    });
    this.#resetOnChange();
  }

  protected pauseAll(): void {
    this.lanes.pauseAll(!this.lanes.allPaused());
  }

  #runLab(): void {
    effect(() => {
      const [rate, bytes] = [this.#settings.rate(), this.#settings.bytes()];
      const isWanted = this.isLab() && this.#visible();
      untracked(() => {
        if (isWanted) this.lab.run(rate, bytes);
        else this.lab.stop();
      });
    });
  }

  /** Figures belong to what is set: a change begins them anew. */
  #resetOnChange(): void {
    effect(() => {
      this.#settings.source();
      this.#settings.rate();
      this.#settings.bytes();
      this.#settings.pollMs();
      untracked(() => {
        this.lanes.reset();
      });
    });
  }
}
