import { Injectable, computed, inject, signal } from '@angular/core';
import { ApiFault } from './api';
import { FleetStore } from './fleet-store';
import { RulesApi } from './rules-api';

/** What alerts can be told apart by: rules by their names, and what the fleet has. */
@Injectable({ providedIn: 'root' })
export class MatcherData {
  readonly #api = inject(RulesApi);
  readonly #store = inject(FleetStore);
  readonly #rules = signal<ReadonlyMap<string, string>>(new Map());

  readonly choices = computed(() => {
    const devices = this.#store.devices().map(({ device }) => device);
    const labels = devices.flatMap((device) => Object.entries(device.labels));
    return {
      rules: this.#rules(),
      devices: devices.map(({ id }) => id),
      deviceNames: new Map(devices.map(({ id, name }) => [id, name])),
      sites: unique(devices.flatMap(({ site }) => site ?? [])),
      metrics: unique(devices.flatMap(({ metrics }) => metrics.map(({ name }) => name))),
      labels: unique(labels.map(([key, value]) => `${key}: ${value}`)),
    };
  });

  /** Reads the names of the rules anew; without an answer those known before stay. */
  async read(): Promise<void> {
    try {
      this.#rules.set(new Map((await this.#api.list()).map(({ id, name }) => [id, name])));
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
    }
  }
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
