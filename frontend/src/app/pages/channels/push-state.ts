/** What this browser has for push messages. */
export interface PushSupport {
  /** Push needs HTTPS or localhost (Push API, section 3.4). */
  secure: boolean;
  /** Service worker, Push API and Notifications API are there. */
  supported: boolean;
  /** Safari of iOS and iPadOS: push only for a page on the home screen (WebKit, since 16.4). */
  ios: boolean;
  /** The page was opened from the home screen, or as an installed app. */
  installed: boolean;
  permission: NotificationPermission;
  subscribed: boolean;
}

/** Each before those that its browsers name too. */
const SYSTEMS = ['iPhone', 'iPad', 'Android', 'Windows', 'Mac OS', 'Linux'];

export type PushState = 'insecure' | 'home-screen' | 'unsupported' | 'denied' | 'off' | 'on';

/** What push on this device can do, or the first thing that is missing. */
export function pushState(support: PushSupport): PushState {
  if (!support.secure) return 'insecure';
  if (support.ios && !support.installed) return 'home-screen';
  if (!support.supported) return 'unsupported';
  if (support.permission === 'denied') return 'denied';
  return support.subscribed && support.permission === 'granted' ? 'on' : 'off';
}

/** A short name for this browser: "Chrome, Android". */
export function browserName(agent: string): string {
  const browser = agent.includes('Edg/')
    ? 'Edge'
    : agent.includes('Firefox/')
      ? 'Firefox'
      : chromeOrSafari(agent);
  const system = SYSTEMS.find((one) => agent.includes(one)) ?? '';
  return [browser, system].filter(Boolean).join(', ');
}

function chromeOrSafari(agent: string): string {
  if (/Chrom(e|ium)\//u.test(agent)) return 'Chrome';
  return agent.includes('Safari/') ? 'Safari' : '';
}

/** Bytes of a key in base64url, as a subscription takes it. */
export function keyBytes(key: string): Uint8Array<ArrayBuffer> {
  const text = atob(key.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}
