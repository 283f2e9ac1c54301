import type { PresenceCause } from '@sensorium/contracts';

/** The cause of a presence as an English sentence, such as "no reading for 42 s, usually every 1 s". */
export function describeCause(cause: PresenceCause): string {
  switch (cause.code) {
    case 'reading':
      return 'readings arrive';
    case 'silent':
      return cause.usuallyMs === undefined
        ? `no reading for ${formatDuration(cause.sinceMs)}`
        : `no reading for ${formatDuration(cause.sinceMs)}, usually every ${formatDuration(cause.usuallyMs)}`;
    case 'said-offline':
      return 'said to be offline, by itself or by its last will';
    case 'gateway-offline':
      return `its gateway ${cause.gateway} is offline`;
    case 'link-down':
      return 'the link to the broker is down';
    case 'restarted':
      return 'no reading since Sensorium started';
    case 'nothing-yet':
      return 'no reading has come yet';
  }
}

const UNITS = [
  { ms: 172_800_000, per: 86_400_000, name: 'd' },
  { ms: 3_600_000, per: 3_600_000, name: 'h' },
  { ms: 60_000, per: 60_000, name: 'min' },
  { ms: 1_000, per: 1_000, name: 's' },
] as const;

/** A duration in its largest sensible unit, rounded: `42 s`, `4 min`, `31 h`, `3 d`; below 1 s in ms. */
export function formatDuration(ms: number): string {
  const unit = UNITS.find((one) => ms >= one.ms);
  return unit ? `${Math.round(ms / unit.per)} ${unit.name}` : `${Math.round(ms)} ms`;
}
