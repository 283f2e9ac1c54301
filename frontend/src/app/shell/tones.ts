import type { Severity } from '@sensorium/contracts';
import type { SoundName } from './sound-names';

/** One tone: Hz, when it begins and how long it rings (s), and how loud it begins (0 to 1). */
export interface Tone {
  pitch: number;
  at: number;
  length: number;
  volume: number;
  shape: OscillatorType;
}

const VOLUME = 0.22;

/** What each sound is made of, once. */
const SOUNDS: Readonly<Record<SoundName, readonly Tone[]>> = {
  chime: [
    { pitch: 659.25, at: 0, length: 0.5, volume: VOLUME, shape: 'sine' },
    { pitch: 987.77, at: 0.16, length: 0.8, volume: VOLUME, shape: 'sine' },
  ],
  bell: [
    { pitch: 880, at: 0, length: 1.2, volume: VOLUME, shape: 'sine' },
    { pitch: 2217.46, at: 0, length: 0.5, volume: VOLUME * 0.3, shape: 'sine' },
  ],
  pulse: [
    { pitch: 523.25, at: 0, length: 0.12, volume: VOLUME * 0.6, shape: 'square' },
    { pitch: 523.25, at: 0.2, length: 0.12, volume: VOLUME * 0.6, shape: 'square' },
  ],
};

/** How often a sound is heard, and its height: the worse, the more urgent. */
const URGENCY: Readonly<Record<Severity, { times: number; pitch: number }>> = {
  info: { times: 1, pitch: 0.75 },
  warning: { times: 1, pitch: 1 },
  critical: { times: 2, pitch: 1.2 },
};

const PAUSE = 0.15;

/** The tones of a sound for an incident of this severity. */
export function tonesOf(name: SoundName, severity: Severity): Tone[] {
  const once = SOUNDS[name];
  const { times, pitch } = URGENCY[severity];
  const length = Math.max(...once.map((tone) => tone.at + tone.length)) + PAUSE;
  return Array.from({ length: times }, (_, turn) =>
    once.map((tone) => ({ ...tone, pitch: tone.pitch * pitch, at: tone.at + turn * length })),
  ).flat();
}

/** Makes the tones heard; `context` must be allowed to. */
export function play(context: AudioContext, tones: readonly Tone[]): void {
  const start = context.currentTime + 0.02;
  for (const { pitch, at, length, volume, shape } of tones) {
    const oscillator = new OscillatorNode(context, { type: shape, frequency: pitch });
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setValueAtTime(0, start + at);
    gain.gain.linearRampToValueAtTime(volume, start + at + 0.01);
    gain.gain.exponentialRampToValueAtTime(0.0001, start + at + length);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(start + at);
    oscillator.stop(start + at + length + 0.05);
  }
}
