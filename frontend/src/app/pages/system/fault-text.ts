import type { ApiFault } from '../../data/api';
import type { Texts } from '../../ui/texts/texts';

/** Why a request failed, for people; empty if it did not. */
export function faultText(texts: Texts, fault: ApiFault | null): string {
  if (fault === null) return '';
  if (fault.code === 'no-answer') return texts.t('device.noAnswer');
  return texts.t('state.refusedText', { reason: fault.details[0]?.message ?? fault.message });
}
