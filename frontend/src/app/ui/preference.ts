/** What the viewer chose in this browser. Storage may be blocked: then choices last until the page closes. */
export function recall(name: string): string | null {
  try {
    return localStorage.getItem(`sensorium.${name}`);
  } catch {
    return null;
  }
}

/** Keeps a choice; `null` forgets it. */
export function remember(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`sensorium.${name}`);
    else localStorage.setItem(`sensorium.${name}`, value);
  } catch {
    return;
  }
}

/**
 * Keeps what `value` gives (`null`: nothing new) whenever the viewer may be going: the tab is hidden, closed or
 * left, which a browser tells of only so. Returns what ends this and keeps it a last time.
 */
export function rememberOnLeaving(document: Document, name: string, value: () => string | null): () => void {
  const keep = (): void => {
    const now = value();
    if (now !== null) remember(name, now);
  };
  const look = (): void => {
    if (document.visibilityState === 'hidden') keep();
  };
  document.addEventListener('visibilitychange', look);
  document.defaultView?.addEventListener('pagehide', keep);
  return () => {
    document.removeEventListener('visibilitychange', look);
    document.defaultView?.removeEventListener('pagehide', keep);
    keep();
  };
}
