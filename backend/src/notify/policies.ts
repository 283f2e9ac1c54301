import { Injectable } from '@nestjs/common';
import type { Alert } from '@sensorium/contracts';
import type { World } from '@sensorium/domain/notify';
import { Clock } from '../ports/clock.js';
import { NotifyState } from './notify-state.js';
import { RuleBook } from './rule-book.js';
import { Zones } from './zones.js';

/** What people have set, and the time, as the stages see them. */
@Injectable()
export class Policies {
  private readonly clock = new Clock();
  /** Silences for which the next begin was reckoned, and that begin. */
  private known: readonly unknown[] | undefined;
  private begins: number | null = null;

  constructor(
    private readonly state: NotifyState,
    private readonly rules: RuleBook,
    private readonly zones: Zones,
  ) {}

  /** ms since the epoch. */
  now(): number {
    return this.clock.now() / 1_000;
  }

  rulesChanged(): void {
    this.rules.changed();
  }

  readFor(alerts: Iterable<Alert>): Promise<void> {
    return this.rules.readFor(alerts);
  }

  world(alert: World['alert']): World {
    return {
      alert,
      rule: (id) => this.rules.get(id),
      routes: this.state.routes,
      grouping: this.state.settings.grouping,
      silences: this.state.ready,
      zoneOf: (site) => this.zones.of(site),
    };
  }

  /** True if one has begun since the last time: what goes on is to be looked at. */
  silenceBegins(): boolean {
    const { begins } = this;
    this.nextSilence();
    return begins !== null && begins <= this.now();
  }

  /** When the next silence begins, ms; one of several sites begins by the zone that it is shown in. */
  nextSilence(): number | null {
    const now = this.now();
    const isCurrent = this.known === this.state.ready && (this.begins === null || this.begins > now);
    if (isCurrent) return this.begins;
    this.known = this.state.ready;
    this.begins = null;
    for (const silence of this.state.ready) {
      const next = silence.nextAfter(now, this.zones.shownFor(silence.matchers))?.from;
      if (next !== undefined) this.begins = Math.min(next, this.begins ?? next);
    }
    return this.begins;
  }
}
