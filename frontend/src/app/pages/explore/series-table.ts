import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Icon } from '../../ui/icon/icon';
import { Mark } from '../../ui/mark/mark';
import { Texts } from '../../ui/texts/texts';
import type { Increase, SeriesRow } from './series-row';
import { NONE } from '../../ui/texts/series-words';

/** Legend and statistics in one: each picked series with its value at the crosshair and its figures of the range. */
@Component({
  selector: 'sn-series-table',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon, Mark, RouterLink],
  templateUrl: './series-table.html',
  styleUrl: './series-table.css',
})
export class SeriesTable {
  readonly rows = input.required<readonly SeriesRow[]>();
  /** Names in the address that stand for nothing. */
  readonly unknown = input.required<readonly string[]>();
  /** Heading of the values: when they were. */
  readonly when = input.required<string>();
  /** Why some have no axis, in words. */
  readonly noAxis = input.required<string>();
  /** By series as the address names it. */
  readonly show = output<string>();
  readonly alone = output<string>();
  readonly count = output<string>();
  readonly remove = output<string>();

  protected readonly texts = inject(Texts);
  protected readonly none = NONE;

  /** How a line is drawn, as an SVG dash pattern. */
  protected dash({ look }: SeriesRow): string {
    return look?.dash?.join(' ') ?? 'none';
  }

  protected near(): boolean {
    return this.rows().some(({ figures }) => figures?.p95Near === true);
  }

  protected has(event: 'resets' | 'rollovers'): boolean {
    return this.rows().some(({ increase }) => (increase?.[event] ?? 0) > 0);
  }

  protected happened({ resets, rollovers }: Increase): string {
    return [
      ...(resets > 0 ? [this.texts.count('explore.resets', resets)] : []),
      ...(rollovers > 0 ? [this.texts.count('explore.rollovers', rollovers)] : []),
    ].join(', ');
  }
}
