export const SOUNDS = ['chime', 'bell', 'pulse', 'off'] as const;

/** What the viewer may choose to hear; `off`: nothing. */
export type Sound = (typeof SOUNDS)[number];

/** A sound that is heard. */
export type SoundName = Exclude<Sound, 'off'>;
