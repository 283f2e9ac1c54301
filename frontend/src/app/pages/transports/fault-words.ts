import type { ApiFault } from '../../data/api';
import type { Texts } from '../../ui/texts/texts';
import type { LaneFault } from './lane-run';

/** Why a lane has stopped, for people; null if it has not. */
export function laneFaultText(texts: Texts, fault: LaneFault | null): string | null {
  if (fault === null) return null;
  if (fault.code === 'no-answer') return texts.t('transports.fault.noAnswer');
  if (fault.code === 'closed') return texts.t('transports.fault.closed');
  return texts.t('transports.fault.refused', { reason: fault.message || fault.code });
}

/** Why a request of the page failed, for people. */
export function requestFaultText(texts: Texts, fault: ApiFault): string {
  if (fault.code === 'no-answer') return texts.t('transports.fault.noAnswer');
  return texts.t('transports.fault.refused', { reason: fault.details[0]?.message ?? fault.message });
}
