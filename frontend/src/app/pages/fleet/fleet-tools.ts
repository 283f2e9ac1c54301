import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Texts } from '../../ui/texts/texts';
import { ChoiceMenu } from '../../widgets/choice-menu/choice-menu';
import { Segments } from '../../widgets/segments/segments';
import { GROUPINGS, SORTS, VIEWS } from './fleet-query';
import { FleetState } from './fleet-state';

const ICONS = { cards: 'cards', table: 'rows', battery: 'battery' } as const;

/** How the fleet is shown: view, groups, order. */
@Component({
  selector: 'sn-fleet-tools',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ChoiceMenu, Segments],
  template: `
    <sn-segments
      testId="view"
      [title]="texts.t('fleet.view.title')"
      [segments]="views()"
      [chosen]="state.query().view"
      (choose)="show($event)"
    />
    @if (state.query().view !== 'battery') {
      <sn-choice-menu
        testId="group"
        icon="group"
        [title]="texts.t('fleet.group.title')"
        [label]="groupLabel()"
        [choices]="groups"
        [chosen]="[state.query().group]"
        (toggled)="group($event)"
      />
      <sn-choice-menu
        testId="sort"
        icon="sort"
        [title]="texts.t('fleet.sort.title')"
        [label]="texts.t(sortKey())"
        [choices]="sorts"
        [chosen]="[state.query().sort]"
        (toggled)="sort($event)"
      />
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: var(--x2);
      margin-left: auto;
    }
    @media (max-width: 720px) {
      :host {
        width: 100%;
      }
      sn-choice-menu {
        flex: 1;
      }
    }
  `,
})
export class FleetTools {
  protected readonly state = inject(FleetState);
  protected readonly texts = inject(Texts);

  protected readonly views = computed(() =>
    VIEWS.map((value) => ({ value, icon: ICONS[value], label: this.texts.t(`fleet.view.${value}`) })),
  );
  protected readonly groups = computed(() =>
    GROUPINGS.map((value) => ({ value, label: this.texts.t(`fleet.group.${value}`) })),
  );
  protected readonly sorts = computed(() =>
    SORTS.map((value) => ({ value, label: this.texts.t(`fleet.sort.${value}`) })),
  );
  protected readonly groupLabel = computed(() => {
    const { group } = this.state.query();
    if (group === 'none') return this.texts.t('fleet.group.none');
    return this.texts.t('fleet.group.by', { group: this.texts.t(`fleet.group.${group}`) });
  });
  protected readonly sortKey = computed(() => {
    const { sort, reverse } = this.state.query();
    return reverse ? (`fleet.sort.reverse.${sort}` as const) : (`fleet.sort.${sort}` as const);
  });

  protected show(value: string): void {
    const view = VIEWS.find((one) => one === value);
    if (view) this.state.change({ view });
  }

  protected group(value: string): void {
    const group = GROUPINGS.find((one) => one === value);
    if (group) this.state.change({ group });
  }

  protected sort(value: string): void {
    const sort = SORTS.find((one) => one === value);
    if (sort) this.state.sortBy(sort);
  }
}
