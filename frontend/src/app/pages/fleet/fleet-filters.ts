import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  viewChild,
  type ElementRef,
} from '@angular/core';
import { Icon } from '../../ui/icon/icon';
import { Mark } from '../../ui/mark/mark';
import { Texts } from '../../ui/texts/texts';
import { ChoiceMenu, type MenuChoice } from '../../widgets/choice-menu/choice-menu';
import { FleetState } from './fleet-state';
import { choicesOf } from './select';

/** Which devices are shown: words, favourites, sites, kinds, labels. */
@Component({
  selector: 'sn-fleet-filters',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [ChoiceMenu, Icon, Mark],
  templateUrl: './fleet-filters.html',
  styleUrl: './fleet-filters.css',
  host: { role: 'search', '(document:keydown)': 'press($event)' },
})
export class FleetFilters {
  protected readonly state = inject(FleetState);
  protected readonly texts = inject(Texts);
  protected readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');

  protected readonly lists = ['sites', 'kinds', 'labels'] as const;
  protected readonly choices = {
    sites: computed(() => this.#choices('sites')),
    kinds: computed(() => this.#choices('kinds')),
    labels: computed(() => this.#choices('labels')),
  };
  protected readonly hidden = computed(() => this.state.all().length - this.state.found().length);

  /** What the chip of a list says: its title, the one that is chosen, or how many are. */
  protected label(list: 'sites' | 'kinds' | 'labels'): string {
    const chosen = this.state.query()[list];
    const title = this.texts.t(`fleet.filter.${list}`);
    const [first] = chosen;
    if (first === undefined) return title;
    if (chosen.length === 1) return this.#nameOf(list, first);
    return this.texts.t('fleet.filter.several', { title, n: chosen.length });
  }

  /** `/` goes to the search, wherever the viewer is not writing; Escape clears, first the words. */
  protected press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const field = this.field().nativeElement;
    if (event.key === 'Escape') this.#escape(event.target === field);
    if (event.key !== '/' || isWriting(event.target)) return;
    event.preventDefault();
    field.focus();
    field.select();
  }

  #escape(searching: boolean): void {
    if (searching && this.state.query().q !== '') this.state.search('');
    else if (this.state.narrowed()) this.state.clear();
  }

  #choices(list: 'sites' | 'kinds' | 'labels'): readonly MenuChoice[] {
    return choicesOf(this.state.all(), list, this.state.query()[list]).map(({ value, count }) => ({
      value,
      label: this.#nameOf(list, value),
      note: this.texts.numbers().fixed(count, 0),
    }));
  }

  #nameOf(list: 'sites' | 'kinds' | 'labels', value: string): string {
    if (value !== '') return value;
    return this.texts.t(list === 'kinds' ? 'fleet.noKind' : 'fleet.noSite');
  }
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/u.test(target.tagName))
  );
}
