import type { HistoryState, SetAside } from '@sensorium/contracts';
import type { ReadingStore, StoreFigures } from '../ports/reading-store.js';
import type { Committer } from './committer.js';

const NOTHING: StoreFigures = {
  series: 0,
  hot: 0,
  sealed: 0,
  bytes: 0,
  freeBytes: 0,
  oldest: null,
  setAside: [],
};

/** The history in figures: those of the store as they were asked last, the rest as it is. */
export class HistoryFigures {
  /** A damaged registry that was put aside at the start. */
  registrySetAside: SetAside | null = null;
  private figures = NOTHING;

  constructor(
    private readonly store: Pick<ReadingStore, 'figures'>,
    private readonly committer: Committer,
  ) {}

  /** Asks the store anew. Never rejects: what was known last stays. */
  async refresh(): Promise<void> {
    if (this.committer.state.state !== 'on') return;
    this.figures = await this.store.figures().catch(() => this.figures);
  }

  read(heldMessages: number): HistoryState {
    const { times, state } = this.committer;
    const { setAside } = this.figures;
    return {
      ...state,
      ...this.figures,
      commitP50Ms: times.percentile(0.5),
      commitP99Ms: times.percentile(0.99),
      heldMessages,
      setAside: this.registrySetAside ? [this.registrySetAside, ...setAside] : setAside,
    };
  }
}
