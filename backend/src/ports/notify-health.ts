export const NOTIFY_HEALTH = Symbol('NotifyHealth');

/** A channel whose last attempt has failed. `since` in ms. */
export interface FailingChannel {
  name: string;
  since: number;
  answer: string;
}

/** How notification does, for whoever shows the state of the whole. */
export interface NotifyHealth {
  failing(): FailingChannel[];
}
