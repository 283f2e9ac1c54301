import { Injectable, signal } from '@angular/core';
import type { Severity } from '@sensorium/contracts';
import { recall, remember } from '../ui/preference';
import { SOUNDS, type Sound } from './sound-names';

/** So long nobody else makes the sound of the same notice, ms. */
const CLAIM_MS = 5_000;
/** Tabs out of sight give the one in sight so much time to come first, ms. */
const MANNERS_MS = 250;

/** What is heard when the page is told of an incident: chosen in the settings, made by one tab alone. */
@Injectable({ providedIn: 'root' })
export class AlertSound {
  readonly #choice = signal(stored());
  #context: AudioContext | undefined;

  readonly choice = this.#choice.asReadonly();

  /** Chooses a sound and lets it be heard; a press on the choice allows this tab to make sounds. */
  choose(sound: Sound): void {
    this.#choice.set(sound);
    remember('sound', sound === SOUNDS[0] ? null : sound);
    void this.#play('warning');
  }

  /** The sound of the notice with this id, unless another tab of this browser makes it. */
  async sound(notice: string, severity: Severity): Promise<void> {
    if (this.#choice() === 'off' || !(await this.#isAllowed())) return;
    if (document.visibilityState === 'hidden') await pause(MANNERS_MS);
    if (await claim(`sensorium-sound ${notice}`)) await this.#play(severity);
  }

  async #play(severity: Severity): Promise<void> {
    const choice = this.#choice();
    if (choice === 'off' || !(await this.#isAllowed())) return;
    const { play, tonesOf } = await import('./tones');
    if (this.#context) play(this.#context, tonesOf(choice, severity));
  }

  /** Browsers let a page be heard only once somebody has touched it. */
  async #isAllowed(): Promise<boolean> {
    if (!('AudioContext' in globalThis)) return false;
    this.#context ??= new AudioContext();
    if (this.#context.state === 'running') return true;
    await Promise.race([this.#context.resume().catch(() => undefined), pause(MANNERS_MS)]);
    return this.#state() === 'running';
  }

  /** Read anew: waiting may have changed it. */
  #state(): AudioContextState | undefined {
    return this.#context?.state;
  }
}

/** True for the first of this browser's tabs to ask; without locks each tab is alone. */
async function claim(name: string): Promise<boolean> {
  if (!('locks' in navigator)) return true;
  return new Promise((resolve) => {
    void navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
      resolve(lock !== null);
      if (lock) await pause(CLAIM_MS);
    });
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

function stored(): Sound {
  const choice = recall('sound');
  return SOUNDS.find((sound) => sound === choice) ?? SOUNDS[0];
}
