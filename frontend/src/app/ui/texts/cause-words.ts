import type { PresenceCause } from '@sensorium/contracts';
import type { Times } from '../format/times';
import type { Texts } from './texts';

/** Why a device has its state. `silentMs`: how long it is silent, if that is the reason. */
export function causeWords(texts: Texts, times: Times, cause: PresenceCause, silentMs: number): string {
  switch (cause.code) {
    case 'silent': {
      const duration = times.duration(silentMs);
      if (cause.usuallyMs === undefined) return texts.t('cause.silent', { duration });
      return texts.t('cause.silentUsually', { duration, usually: times.interval(cause.usuallyMs) });
    }
    case 'said-offline':
      return texts.t('cause.saidOffline');
    case 'gateway-offline':
      return texts.t('cause.gatewayOffline', { gateway: cause.gateway });
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
