/** Reason codes of a subscription from here on mean that it was refused (MQTT 5, section 3.9.3). */
const REFUSED_GRANT = 0x80;

/** The topics whose subscription was refused, each with its reason code; `granted` in the same order. */
export function refusedTopics(topics: readonly string[], granted: readonly unknown[]): string[] {
  return topics.flatMap((topic, place) => {
    const code = Number(granted[place]);
    return code >= REFUSED_GRANT ? [`${topic} (reason code 0x${code.toString(16)})`] : [];
  });
}

/** CONNACK codes by which a broker says that it does not speak the version: 3.1.1 and 5. */
const VERSION_REFUSED = [0x01, 0x84];

/** CONNACK codes of 3.1.1 (section 3.2.2.3) and 5 (section 3.2.2.2) in words. */
const CONNACK_WORDS = new Map<number, string>([
  [0x02, 'the client id was refused (MQTT_CLIENT_ID)'],
  [0x03, 'the broker is unavailable'],
  [0x04, 'user name or password is wrong (MQTT_USERNAME, MQTT_PASSWORD)'],
  [0x05, 'not authorised (MQTT_USERNAME, MQTT_PASSWORD)'],
  [0x85, 'the client id was refused (MQTT_CLIENT_ID)'],
  [0x86, 'user name or password is wrong (MQTT_USERNAME, MQTT_PASSWORD)'],
  [0x87, 'not authorised (MQTT_USERNAME, MQTT_PASSWORD)'],
  [0x88, 'the broker is unavailable'],
  [0x8a, 'we are banned'],
  [0x97, 'a quota of the broker is exceeded'],
]);

const SYSTEM_WORDS = new Map<string, string>([
  ['ECONNREFUSED', 'nothing listens there'],
  ['ENOTFOUND', 'the host name is unknown'],
  ['EAI_AGAIN', 'the host name cannot be looked up now'],
  ['ETIMEDOUT', 'no answer'],
  ['EHOSTUNREACH', 'the host cannot be reached'],
  ['ECONNRESET', 'the connection was reset'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'the certificate is not trusted (MQTT_CA_FILE)'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'the certificate is not trusted (MQTT_CA_FILE)'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'the certificate is not trusted (MQTT_CA_FILE)'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'the certificate is for another host'],
]);

/** True if the broker refused the connection for its MQTT version. */
export function isVersionRefused(error: unknown): boolean {
  return VERSION_REFUSED.includes(Number(codeOf(error)));
}

/** Why the link is down, in a sentence for people. Never holds a password: the URL has none. */
export function describeLinkError(error: unknown, url: string): string {
  const code = codeOf(error);
  const words = typeof code === 'number' ? CONNACK_WORDS.get(code) : SYSTEM_WORDS.get(code ?? '');
  const message = error instanceof Error ? error.message : String(error);
  return `no link to ${url}: ${words ?? message}`;
}

function codeOf(error: unknown): number | string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'number' || typeof error.code === 'string' ? error.code : undefined;
}
