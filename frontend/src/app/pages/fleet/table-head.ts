import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { Icon } from '../../ui/icon/icon';
import type { TextKey } from '../../ui/texts/keys';
import { Texts } from '../../ui/texts/texts';
import type { Sort } from './fleet-query';

interface Column {
  /** Class of the column's cells. */
  name: string;
  title: TextKey;
  /** What it means, in full. */
  hint?: TextKey;
  sort?: Sort;
  /** Direction of the order that is not reversed. */
  down?: boolean;
}

const COLUMNS: readonly Column[] = [
  { name: 'name', title: 'fleet.column.name', sort: 'name' },
  { name: 'presence', title: 'fleet.column.presence', sort: 'worst' },
  { name: 'cause', title: 'fleet.column.cause' },
  { name: 'value', title: 'fleet.column.value', sort: 'value', down: true },
  { name: 'metric', title: 'fleet.column.metric' },
  { name: 'trend', title: 'fleet.column.trend' },
  { name: 'value second', title: 'fleet.column.second' },
  { name: 'metric second', title: 'fleet.column.metric' },
  { name: 'arrivals', title: 'fleet.column.arrivals', hint: 'fleet.arrivals' },
  { name: 'age', title: 'fleet.column.age', sort: 'seen' },
];

/** Heads of the table's columns; those that can be sorted by are buttons. */
@Component({
  selector: 'sn-table-head',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Icon],
  templateUrl: './table-head.html',
  styleUrls: ['./columns.css', './head.css'],
  host: { role: 'row', 'aria-rowindex': '1' },
})
export class TableHead {
  readonly sort = input.required<Sort>();
  readonly reverse = input.required<boolean>();
  readonly sorted = output<Sort>();

  protected readonly texts = inject(Texts);
  protected readonly columns = COLUMNS;

  protected direction({ sort, down = false }: Column): 'ascending' | 'descending' | null {
    if (sort !== this.sort()) return null;
    return down === this.reverse() ? 'ascending' : 'descending';
  }
}
