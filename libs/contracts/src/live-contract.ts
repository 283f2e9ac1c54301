/** Version of the live contract. A page built for another one offers to reload. */
export const CONTRACT_VERSION = 1;

/** Namespace of the gateway. */
export const LIVE_NAMESPACE = '/live';
