import type { DeviceEntry } from '../../data/device-entry';
import type { Times } from '../../ui/format/times';
import type { Texts } from '../../ui/texts/texts';

/** Why a device has its state, in words. `now`: ms of the server's clock; a silence grows with it. */
export function causeText(
  texts: Texts,
  times: Times,
  entry: DeviceEntry,
  now: number,
  viewerLost: boolean,
): string {
  const { cause } = entry;
  if (viewerLost && entry.presence !== 'offline' && entry.presence !== 'never')
    return texts.t('cause.viewer');
  switch (cause.code) {
    case 'silent': {
      const duration = times.duration(now - entry.silentFrom);
      if (cause.usuallyMs === undefined) return texts.t('cause.silent', { duration });
      return texts.t('cause.silentUsually', { duration, usually: times.interval(cause.usuallyMs) });
    }
    case 'said-offline':
      return texts.t('cause.saidOffline');
    case 'link-down':
      return texts.t('cause.linkDown');
    case 'restarted':
      return texts.t('cause.restarted');
    case 'nothing-yet':
      return texts.t('cause.nothingYet');
    case 'reading':
      return texts.t('cause.reading');
  }
}
