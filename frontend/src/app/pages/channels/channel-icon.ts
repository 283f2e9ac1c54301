import type { Channel } from '@sensorium/contracts';
import type { IconName } from '../../ui/icon/outlines';

const ICONS: Readonly<Record<Channel['type'], IconName>> = {
  page: 'screen',
  webhook: 'flow',
  email: 'mail',
  slack: 'comment',
  teams: 'comment',
  discord: 'comment',
  telegram: 'send',
  ntfy: 'bell',
  gotify: 'bell',
  mqtt: 'gateway',
  'web-push': 'phone',
};

/** What stands for the type of a channel. */
export function channelIcon(type: Channel['type']): IconName {
  return ICONS[type];
}
