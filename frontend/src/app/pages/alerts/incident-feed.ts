import { DOCUMENT, Injectable, computed, effect, inject, signal, untracked } from '@angular/core';
import type { Alert, AlertLogEntry, AlertRule, Delivery } from '@sensorium/contracts';
import { AlertsApi } from '../../data/alerts-api';
import { AlertsStore } from '../../data/alerts-store';
import { ApiFault } from '../../data/api';
import { NotifyApi } from '../../data/notify-api';
import { RulesApi } from '../../data/rules-api';
import { poll } from '../../ui/schedule/poll';
import { isBuiltIn } from '../../ui/texts/alert-words';
import { Texts } from '../../ui/texts/texts';
import { faultText } from './alert-actions';

/** Deliveries and notes come without a change of the incident: read anew so often, ms. */
const EVERY_MS = 10_000;
/** A change on the line is in the log a moment later, ms. */
const SETTLE_MS = 300;
const FEW_SIMILAR = 5;

/** What is known of one incident: itself as it is now, its log, who was told, what was alike before, its rule. */
@Injectable()
export class IncidentFeed {
  readonly #api = inject(AlertsApi);
  readonly #notify = inject(NotifyApi);
  readonly #rules = inject(RulesApi);
  readonly #store = inject(AlertsStore);
  readonly #texts = inject(Texts);
  readonly #document = inject(DOCUMENT);
  readonly #id = signal('');
  readonly #read = signal<Alert | null>(null);
  readonly #log = signal<readonly AlertLogEntry[]>([]);
  readonly #deliveries = signal<readonly Delivery[] | null>(null);
  readonly #similar = signal<readonly Alert[]>([]);
  readonly #rule = signal<AlertRule | null | undefined>(undefined);
  readonly #missing = signal(false);
  readonly #fault = signal<string | null>(null);

  /** The incident as the line tells it, else as it was read; null before either. */
  readonly alert = computed(() => {
    const told = this.#store.alerts().get(this.#id());
    const read = this.#read();
    if (!told || !read) return told ?? read;
    return read.updatedAt > told.updatedAt ? read : told;
  });
  /** What happened, oldest first. */
  readonly log = this.#log.asReadonly();
  /** Notices that it was in, newest first; null while nobody has answered. */
  readonly deliveries = this.#deliveries.asReadonly();
  /** Past incidents of the same rule and device, newest first. */
  readonly similar = this.#similar.asReadonly();
  /** Its rule as it is now; null for a built-in or deleted one, undefined while it has not been read. */
  readonly rule = this.#rule.asReadonly();
  readonly missing = this.#missing.asReadonly();
  /** Why it could not be read; null while it could. */
  readonly fault = this.#fault.asReadonly();

  /** Follows the incident with this id as long as the page lives. To be called where it is made. */
  follow(id: () => string): void {
    effect(() => {
      this.#id.set(id());
    });
    const changed = computed(() => {
      const told = this.#store.alerts().get(id());
      const over = this.#store.resolved().some((alert) => alert.id === id());
      return `${id()} ${told?.updatedAt ?? ''} ${told?.state ?? ''} ${over}`;
    });
    effect((onCleanup) => {
      changed();
      const first = untracked(this.#read) === null;
      let stop = (): void => undefined;
      const timer = setTimeout(
        () => {
          stop = poll(this.#document, () => this.readAll(), EVERY_MS);
        },
        first ? 0 : SETTLE_MS,
      );
      onCleanup(() => {
        clearTimeout(timer);
        stop();
      });
    });
  }

  /** Reads everything anew; what of it has no answer keeps what it had. */
  async readAll(): Promise<void> {
    const id = this.#id();
    const [alert] = await Promise.allSettled([
      this.#api.get(id),
      this.#api.log(id).then((log) => {
        this.#log.set(log);
      }),
      this.#notify.deliveries({ alert: id, limit: '100' }).then(({ notifications }) => {
        this.#deliveries.set(notifications);
      }),
      this.#api.similar(id, FEW_SIMILAR).then((similar) => {
        this.#similar.set(similar);
      }),
    ]);
    if (alert.status === 'fulfilled') {
      this.#read.set(alert.value);
      this.#fault.set(null);
      await this.#readRule(alert.value);
    } else this.#fail(alert.reason);
  }

  async #readRule({ rule }: Alert): Promise<void> {
    if (isBuiltIn(rule.id)) this.#rule.set(null);
    if (isBuiltIn(rule.id) || this.#rule()?.version === rule.version) return;
    try {
      this.#rule.set(await this.#rules.get(rule.id));
    } catch (error) {
      if (isMissing(error)) this.#rule.set(null);
    }
  }

  #fail(error: unknown): void {
    const missing = isMissing(error);
    this.#missing.set(missing);
    this.#fault.set(missing ? null : faultText(this.#texts, error));
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof ApiFault && (error.code === 'not-found' || error.code === 'gone');
}
