export const KNOWN_CHANNELS = Symbol('KnownChannels');

/** Which channels there are, for whoever names them. */
export interface KnownChannels {
  /** Those of `ids` that are no channel of ours; none while channels are not read yet. */
  unknown(ids: readonly string[]): string[];
}
