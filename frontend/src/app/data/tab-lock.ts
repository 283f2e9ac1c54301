/** Where tabs of one browser share what they have: below the same address. */
export function sharedName(base: string): string {
  return `sensorium-live ${new URL(base).pathname}`;
}

/** True where tabs can hold locks: on localhost and over HTTPS. */
export function hasLocks(): boolean {
  return 'locks' in navigator;
}

/**
 * Holds a lock under a name of its own as long as this tab lives, so that others see when it is gone, however it went.
 * Resolves once it is held, to its name and what lets it go. Only where there are locks.
 */
export async function holdTabLock(): Promise<{ name: string; release: () => void }> {
  const name = `sensorium-tab ${crypto.randomUUID()}`;
  const held = Promise.withResolvers<undefined>();
  const end = Promise.withResolvers<undefined>();
  const lost = navigator.locks.request(name, () => {
    held.resolve(undefined);
    return end.promise;
  });
  lost.catch(held.reject);
  await held.promise;
  return {
    name,
    release: () => {
      end.resolve(undefined);
    },
  };
}
