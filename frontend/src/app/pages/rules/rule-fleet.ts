import { Injectable, computed, inject } from '@angular/core';
import type { Device, Metric } from '@sensorium/contracts';
import { matchesGlob } from '@sensorium/domain/globs';
import { FleetStore } from '../../data/fleet-store';

/** What the fleet knows of a metric name: of the first device that says it; `label` where all agree. */
export interface MetricFacts extends Pick<Metric, 'name' | 'label' | 'unit' | 'kind' | 'class' | 'values'> {
  /** Devices that have it. */
  devices: number;
}

/** Suggestions for labels: more are not listed. */
const MOST_LABELS = 500;

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
    return [...new Set(all.map(([key, value]) => `${key}: ${value}`))].sort().slice(0, MOST_LABELS);
  });
  readonly loaded = this.#store.loaded;

  facts(metric: string): MetricFacts | undefined {
    return this.metrics().get(metric);
  }

  /** One device by its uid or its public id. */
  device(id: string): Device | undefined {
    return (
      this.#store.entry(id)?.device ?? this.#store.devices().find(({ device }) => device.id === id)?.device
    );
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
    const wanted = Object.entries(labels);
    return this.#store
      .devices()
      .map(({ device }) => device)
      .filter(
        (device) =>
          (devices.length === 0 || devices.some((glob) => matchesGlob(glob, device.id))) &&
          wanted.every(([key, value]) => device.labels[key] === value) &&
          (metrics.length === 0 || device.metrics.some(({ name }) => metrics.includes(name))),
      );
  }
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
