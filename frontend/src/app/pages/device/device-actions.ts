import { Injectable, inject } from '@angular/core';
import { MatSnackBar } from '@angular/material/snack-bar';
import type { Device, DevicePatch, DeviceReplace } from '@sensorium/contracts';
import { Api, ApiFault } from '../../data/api';
import { Texts } from '../../ui/texts/texts';
import { undoOf } from './undo';

/** How long a message stays that offers to take something back, ms. */
const UNDO_MS = 10_000;
const FAULT_MS = 8000;

/** What a person can do with a device. Every method says on screen how it went, and returns true if it went well. */
@Injectable({ providedIn: 'root' })
export class DeviceActions {
  readonly #api = inject(Api);
  readonly #texts = inject(Texts);
  readonly #snackBar = inject(MatSnackBar);

  /** Changes what may be edited; `done` says so and offers to undo it. */
  async change(device: Device, patch: DevicePatch, done: string): Promise<boolean> {
    const path = pathOf(device.uid);
    const went = await this.#try(() => this.#api.patchJson<Device>(path, patch));
    if (!went) return false;
    const toast = this.#snackBar.open(done, this.#texts.t('device.undo'), { duration: UNDO_MS });
    toast.onAction().subscribe(() => {
      void this.#undo(path, undoOf(device, patch));
    });
    return true;
  }

  /** Forgets a device with its log; `clear` also clears its retained topics at the broker. */
  async delete(device: Device, clear: boolean): Promise<boolean> {
    const path = `${pathOf(device.uid)}?retained=${clear ? 'clear' : 'keep'}`;
    const went = await this.#try(() => this.#api.deleteJson(path));
    if (went) this.#say(this.#texts.t('device.delete.done', { name: device.name }));
    return went;
  }

  /** Lets the device with uid `by` take the place of `device` and its readings. */
  async replace(device: Device, by: Device): Promise<boolean> {
    const body: DeviceReplace = { by: by.uid };
    const went = await this.#try(() => this.#api.postJson<Device>(`${pathOf(device.uid)}/replace`, body));
    if (went) this.#say(this.#texts.t('device.replace.done', { name: device.name, by: by.name }));
    return went;
  }

  async #undo(path: string, patch: DevicePatch): Promise<void> {
    if (await this.#try(() => this.#api.patchJson<Device>(path, patch)))
      this.#say(this.#texts.t('device.undone'));
  }

  async #try(send: () => Promise<unknown>): Promise<boolean> {
    try {
      await send();
      return true;
    } catch (error) {
      this.#snackBar.open(faultText(this.#texts, error), undefined, { duration: FAULT_MS });
      return false;
    }
  }

  #say(message: string): void {
    this.#snackBar.open(message, undefined, { duration: 4000 });
  }
}

/** Path of a device's routes, relative to the page. */
export function pathOf(uid: string): string {
  return `api/devices/${encodeURIComponent(uid)}`;
}

/** Why a request failed, for people. */
export function faultText(texts: Texts, error: unknown): string {
  if (error instanceof ApiFault && error.code !== 'no-answer')
    return texts.t('device.refused', { reason: error.message });
  return texts.t('device.noAnswer');
}
