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
