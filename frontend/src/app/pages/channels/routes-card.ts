import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import type { NotificationRoute } from '@sensorium/contracts';
import { ApiFault } from '../../data/api';
import { saidOf } from '../../data/fault-words';
import { MatcherData } from '../../data/matcher-choices';
import { NotifyApi } from '../../data/notify-api';
import { Icon } from '../../ui/icon/icon';
import { Texts } from '../../ui/texts/texts';
import { Combo, type Option } from '../../widgets/fields/combo';
import { EscalationField } from '../../widgets/fields/escalation-field';
import { matcherWords } from '../../widgets/fields/matchers';
import { MatchersField } from '../../widgets/fields/matchers-field';
import { QuantityField } from '../../widgets/fields/quantity-field';
import { newRoute, readRoutes, routeDraft, type RouteDraft } from './route-draft';

const GROUPS = ['rule', 'device', 'site', 'severity'] as const;
const GROUPING = ['wait', 'update', 'remind'] as const;

/** Where alerts go whose rule names nobody: the first route that matches, in their order; the last one is built in. */
@Component({
  selector: 'sn-routes-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Combo, EscalationField, Icon, MatchersField, QuantityField],
  templateUrl: './routes-card.html',
  styleUrl: './routes-card.css',
  host: { 'data-testid': 'routes' },
})
export class RoutesCard {
  readonly channels = input.required<readonly Option[]>();

  protected readonly texts = inject(Texts);
  protected readonly matchers = inject(MatcherData);
  readonly #api = inject(NotifyApi);
  readonly #kept = signal<readonly NotificationRoute[] | null>(null);
  readonly #typed = signal<readonly RouteDraft[] | null>(null);
  readonly #said = signal<ReadonlyMap<string, string>>(new Map());
  protected readonly fault = signal('');
  protected readonly busy = signal(false);
  protected readonly opened = signal(-1);
  protected readonly grouping = GROUPING;
  protected readonly loaded = computed(() => this.#kept() !== null);
  protected readonly routes = computed(() => this.#typed() ?? (this.#kept() ?? []).map(routeDraft));
  protected readonly changed = computed(() => this.#typed() !== null);
  readonly #reading = computed(() => readRoutes(this.routes()));
  protected readonly groups = computed((): readonly Option[] =>
    GROUPS.map((value) => ({ value, label: this.texts.t(`routes.group.${value}`) })),
  );

  constructor() {
    void this.read();
  }

  async read(): Promise<void> {
    await this.#try(async () => {
      this.#kept.set(await this.#api.routes());
    });
  }

  protected add(): void {
    this.#typed.set([...this.routes(), newRoute(this.texts.t('routes.newName'))]);
    this.opened.set(this.routes().length - 1);
  }

  protected change(place: number, change: Partial<RouteDraft>): void {
    this.#typed.set(this.routes().map((route, i) => (i === place ? { ...route, ...change } : route)));
    this.#said.set(new Map());
  }

  protected type(place: number, field: (typeof GROUPING)[number], text: string): void {
    this.change(place, { [field]: text });
  }

  protected remove(place: number): void {
    this.#typed.set(this.routes().filter((_, i) => i !== place));
    this.opened.set(-1);
  }

  /** Moves a route so many places: those above come first. */
  protected move(place: number, by: number): void {
    const routes = [...this.routes()];
    const [route] = routes.splice(place, 1);
    if (!route) return;
    routes.splice(place + by, 0, route);
    this.#typed.set(routes);
    if (this.opened() === place) this.opened.set(place + by);
  }

  protected toggle(place: number, field: 'channels' | 'groupBy', value: string): void {
    const list: readonly string[] = this.routes()[place]?.[field] ?? [];
    const next = list.includes(value) ? list.filter((one) => one !== value) : [...list, value];
    this.change(place, { [field]: next });
  }

  protected undo(): void {
    this.#typed.set(null);
    this.fault.set('');
    this.opened.set(-1);
  }

  protected async save(): Promise<void> {
    const { routes, faults } = this.#reading();
    const [first] = faults.keys();
    if (first !== undefined) {
      this.opened.set(Number(first.split('.')[1]));
      return;
    }
    this.busy.set(true);
    await this.#try(async () => {
      this.#kept.set(await this.#api.saveRoutes(routes));
      this.undo();
    });
    this.busy.set(false);
  }

  protected faultAt(path: string): string | null {
    const said = this.#said().get(path);
    if (said !== undefined) return said;
    const fault = this.#reading().faults.get(path);
    return fault === undefined ? null : this.texts.t(`rules.fault.${fault}`);
  }

  protected stepFaults(place: number): readonly (string | null)[] {
    const steps = this.routes()[place]?.escalation ?? [];
    return steps.map((_, i) => {
      const path = `routes.${place}.escalation.${i}`;
      return this.faultAt(`${path}.afterMs`) ?? this.faultAt(`${path}.channels`);
    });
  }

  protected words({ matchers }: RouteDraft): string {
    const words = matcherWords(
      matchers,
      (severity) => this.texts.t(`rules.severity.${severity}`),
      (id) => this.matchers.choices().rules.get(id) ?? id,
    );
    return words.join(', ') || this.texts.t('silences.everything');
  }

  protected names(ids: readonly string[]): string {
    const names = ids.map((id) => this.channels().find(({ value }) => value === id)?.label ?? id);
    return names.join(', ') || this.texts.t('notify.nobody');
  }

  protected groupNames(route: RouteDraft): string {
    const names = route.groupBy.map((one) => this.texts.t(`routes.group.${one}`));
    return names.join(', ') || '–';
  }

  async #try(send: () => Promise<unknown>): Promise<void> {
    try {
      await send();
      this.fault.set('');
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      this.fault.set(saidOf(error));
      this.#said.set(new Map(error.details.map(({ path, message }) => [path, message])));
    }
  }
}
