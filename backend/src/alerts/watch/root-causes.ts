import type { Alert, AlertReason, PresenceUpdate } from '@sensorium/contracts';
import { close, raise, type IncidentSubject } from '@sensorium/domain/alerts';
import type { Incidents } from './incidents.js';
import type { InstanceList } from './instance-list.js';
import { countsSilence, type Slot, type Watched } from './watched.js';

/** The link is lost when it has been down for so long, ms. */
const LINK_LOST_MS = 10_000;

/** Gateways above gateways that are looked at. */
const LEVELS_MAX = 8;

/** Rules that are built in: the causes of silence below them. */
export const LINK_LOST = 'link-lost';
export const GATEWAY_LOST = 'gateway-lost';

const NAMES = { [LINK_LOST]: 'Broker connection lost', [GATEWAY_LOST]: 'Gateway lost' };

/**
 * One incident for a lost link, and one for each lost gateway; what is silent because of them stays quiet meanwhile.
 * Times in µs.
 */
export class RootCauses {
  /** Hears which devices are to be looked at again: a cause came or went. */
  recheck: (slots: Iterable<Slot>, now: number) => void = () => undefined;
  private downSince: number | null = null;
  private wasUp = false;
  /** Incidents that are open, by uid of the gateway; the link's under ''. */
  private readonly open = new Map<string, string>();

  constructor(
    private readonly incidents: Incidents,
    private readonly list: InstanceList,
  ) {}

  /** An incident that was open before this start. */
  restore(alert: Alert): void {
    this.open.set(alert.uid ?? '', alert.id);
    this.incidents.roots.add(alert.id);
    this.incidents.restore(alert, null);
  }

  /** When the link counts as lost; Infinity while it is up or does already. */
  get dueAt(): number {
    return this.downSince === null || this.open.has('') ? Infinity : this.downSince + LINK_LOST_MS * 1_000;
  }

  /** Id of what covers a device; null for nothing. */
  of(slot: Slot): string | null {
    const link = slot.device.isLinked ? this.open.get('') : undefined;
    return link ?? this.lostGateway(slot) ?? null;
  }

  /** True while no timer of an instance may run: nothing of its device can be heard. */
  mutes(watched: Watched): boolean {
    const { slot } = watched;
    const isSilent = countsSilence(watched.instance.evaluator);
    if (slot.device.isLinked && !this.isUp && (this.wasUp || isSilent)) return true;
    return isSilent && this.lostGateway(slot) !== undefined;
  }

  link(isUp: boolean, now: number): void {
    if (isUp) {
      this.downSince = null;
      this.wasUp = true;
      this.end('', 'link-back', now);
    } else this.downSince ??= now;
    this.recheck(this.list.all(), now);
  }

  tick(now: number): void {
    if (this.dueAt > now) return;
    this.begin(LINK_LOST, null, this.downSince ?? now, now);
    this.recheck(this.list.all(), now);
  }

  /** A gateway that is offline is one incident of its own; others that say so are only devices. */
  presence(slot: Slot, { presence }: PresenceUpdate, now: number): void {
    if (presence === 'unknown' || presence === 'never') return;
    slot.isOffline = presence === 'offline';
    if (slot.isOffline) this.lost(slot, now);
    else this.endGateway(slot, 'gateway-back', now);
  }

  /** A device is new or changed: it may be the first one below a gateway that is offline. */
  device(slot: Slot, now: number): void {
    const { parent } = slot.device;
    const gateway = parent === null ? undefined : this.list.slot(parent);
    if (gateway?.isOffline === true) this.lost(gateway, now);
  }

  removed(slot: Slot, now: number): void {
    this.endGateway(slot, 'device-deleted', now);
  }

  /** A person resolves one; it comes again only when it is lost again. */
  resolve(alert: Alert, now: number): void {
    this.end(alert.uid ?? '', 'resolved-by-hand', now);
    this.recheck(this.list.all(), now);
  }

  private get isUp(): boolean {
    return this.wasUp && this.downSince === null;
  }

  private lost(gateway: Slot, now: number): void {
    const { uid } = gateway.device;
    if (this.open.has(uid)) return;
    const below = this.below(uid);
    if (below.length === 0) return;
    this.begin(GATEWAY_LOST, gateway, now, now);
    this.recheck(below, now);
  }

  private endGateway({ device: { uid } }: Slot, reason: AlertReason, now: number): void {
    if (!this.open.has(uid)) return;
    const below = this.below(uid);
    this.end(uid, reason, now);
    this.recheck(below, now);
  }

  private below(uid: string): Slot[] {
    return [...this.list.all()].filter((slot) => [...this.above(slot)].includes(uid));
  }

  /** Uids of the gateways above a device, the nearest first. */
  private *above(slot: Slot): Generator<string> {
    let { parent } = slot.device;
    for (let level = 0; parent !== null && level < LEVELS_MAX; level++) {
      yield parent;
      parent = this.list.slot(parent)?.device.parent ?? null;
    }
  }

  private lostGateway(slot: Slot): string | undefined {
    for (const uid of this.above(slot)) {
      const id = this.open.get(uid);
      if (id !== undefined) return id;
    }
    return undefined;
  }

  private begin(rule: keyof typeof NAMES, slot: Slot | null, since: number, now: number): void {
    const cause = { from: 'ok', to: 'firing', reason: rule, at: since } as const;
    const step = raise(
      subject(rule, slot),
      { ...cause, value: null, limit: null, metric: null, peak: null },
      now,
    );
    this.open.set(slot?.device.uid ?? '', step.alert.id);
    this.incidents.roots.add(step.alert.id);
    this.incidents.record(step, null);
  }

  private end(key: string, reason: AlertReason, now: number): void {
    const id = this.open.get(key);
    this.open.delete(key);
    const alert = id === undefined ? undefined : this.incidents.get(id)?.alert;
    if (!alert) return;
    this.incidents.record(close(alert, subject(LINK_LOST, null), reason, now), null);
  }
}

function subject(rule: keyof typeof NAMES, slot: Slot | null): IncidentSubject {
  const device = slot && {
    id: slot.device.publicId,
    uid: slot.device.uid,
    name: slot.device.name,
    site: slot.device.site,
    labels: slot.device.labels,
  };
  return {
    rule: { id: rule, name: NAMES[rule], version: 1, severity: 'critical', runbook: '' },
    device,
    condition: { type: 'silent', afterMs: LINK_LOST_MS },
    ...{ metric: null, unit: null, values: null, forMs: 0, clearForMs: 0, limit: null, clear: null },
  };
}
