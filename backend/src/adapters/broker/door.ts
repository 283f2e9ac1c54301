import { timingSafeEqual } from 'node:crypto';

/**
 * Who may connect. While the door is shut only we ourselves may, who know the key: what a device publishes before
 * our subscription is there, or after it is gone, would be acknowledged for nobody.
 */
export class Door {
  isOpen = false;
  private readonly key: Buffer;

  constructor(key: string) {
    this.key = Buffer.from(key);
  }

  admits(password: Uint8Array | undefined): boolean {
    return this.isOpen || this.isOurs(password);
  }

  /** True for the password of our own link. */
  isOurs(password: Uint8Array | undefined): boolean {
    return password?.length === this.key.length && timingSafeEqual(password, this.key);
  }
}

/** Answered by a CONNACK with "server unavailable" (MQTT 3.1.1 section 3.2.2.3); clients come back by themselves. */
export class DoorShutError extends Error {
  readonly code = 'door-shut';
  readonly returnCode = 3;

  constructor() {
    super('the broker is starting or stopping');
    this.name = 'DoorShutError';
  }
}
