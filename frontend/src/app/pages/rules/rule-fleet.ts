import { Injectable, computed, inject, type Signal } from '@angular/core';
import type { Device, Metric } from '@sensorium/contracts';
import { matchesGlob } from '@sensorium/domain/globs';
import { FleetStore } from '../../data/fleet-store';

/** What the fleet knows of a metric name: of the first device that says it; `label` where all agree. */
export interface MetricFacts extends Pick<Metric, 'name' | 'label' | 'unit' | 'kind' | 'class' | 'values'> {
  /** Devices that have it. */
  devices: number;
}

/** Which devices a rule is about: globs over their ids, none for all, and labels that all must match. */
export interface Scope {
  devices: readonly string[];
  labels: Readonly<Record<string, string>>;
}

/** The fleet as rules see it: which metrics there are, and which devices a rule covers. */
@Injectable({ providedIn: 'root' })
export class RuleFleet {
  readonly #store = inject(FleetStore);

  readonly metrics = computed((): ReadonlyMap<string, MetricFacts> => {
    const found = new Map<string, MetricFacts>();
    for (const { device } of this.#store.devices()) for (const metric of device.metrics) count(found, metric);
    return found;
  });
  /** Public ids and labels of all devices, for suggestions. */
  readonly ids = computed(() => this.#store.devices().map(({ device }) => device.id));
  readonly labels = computed(() => {
    const all = this.#store.devices().flatMap(({ device }) => Object.entries(device.labels));
    return [...new Set(all.map(([key, value]) => `${key}: ${value}`))].sort();
  });
  readonly loaded = this.#store.loaded;
  readonly #byId = computed(() => new Map(this.#store.devices().map(({ device }) => [device.id, device])));
  /** Names of all devices, by their public ids. */
  readonly names: Signal<ReadonlyMap<string, string>> = computed(
    () => new Map([...this.#byId()].map(([id, { name }]) => [id, name])),
  );

  facts(metric: string): MetricFacts | undefined {
    return this.metrics().get(metric);
  }

  /** One device by its uid or its public id. */
  device(id: string): Device | undefined {
    return (
      this.#store.entry(id)?.device ?? this.#store.devices().find(({ device }) => device.id === id)?.device
    );
  }

  /** The name of the device with this id; undefined for a glob, and for a device that is not there. */
  nameOf(id: string): string | undefined {
    return this.#byId().get(id)?.name;
  }

  /** What all of some devices, by their ids, call a metric; null where they differ, or a glob is among them. */
  labelOf(metric: string, ids: readonly string[]): string | null {
    const labels = ids.map(
      (id) =>
        this.#byId()
          .get(id)
          ?.metrics.find(({ name }) => name === metric)?.label ?? null,
    );
    const [first = null] = labels;
    return labels.every((label) => label === first) ? first : null;
  }

  /** The first `most` of the devices that {@link covered} gives. */
  firstOf(scope: Scope, metrics: readonly string[], most: number): Device[] {
    const found: Device[] = [];
    for (const { device } of this.#store.devices()) {
      if (found.length >= most) break;
      if (isCovered(device, scope, metrics)) found.push(device);
    }
    return found;
  }

  /** True if the device has one of `metrics`; none named: any device. */
  has(uid: string, metrics: readonly string[]): boolean {
    return (
      metrics.length === 0 || this.device(uid)?.metrics.some(({ name }) => metrics.includes(name)) === true
    );
  }

  /** Devices that globs or labels cover, of these with one of `metrics`; none named: all. */
  covered(
    devices: readonly string[],
    labels: Readonly<Record<string, string>>,
    metrics: readonly string[],
  ): Device[] {
    return this.#store
      .devices()
      .map(({ device }) => device)
      .filter((device) => isCovered(device, { devices, labels }, metrics));
  }
}

function isCovered(device: Device, { devices, labels }: Scope, metrics: readonly string[]): boolean {
  return (
    (devices.length === 0 || devices.some((glob) => matchesGlob(glob, device.id))) &&
    Object.entries(labels).every(([key, value]) => device.labels[key] === value) &&
    (metrics.length === 0 || device.metrics.some(({ name }) => metrics.includes(name)))
  );
}

function count(found: Map<string, MetricFacts>, metric: Metric): void {
  const known = found.get(metric.name);
  const { name, label, unit, kind, values } = metric;
  if (!known) found.set(name, { name, label, unit, kind, class: metric.class, values, devices: 1 });
  else {
    known.devices++;
    if (known.label !== label) known.label = null;
    known.unit ??= unit;
    known.class ??= metric.class;
  }
}
