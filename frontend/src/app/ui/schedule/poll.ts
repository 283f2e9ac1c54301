/**
 * Runs `task` at once and then every `everyMs` after it has ended, while the page is in sight; back in sight at
 * once. The task says itself what to do about its failures. Returns what ends it.
 */
export function poll(document: Document, task: () => Promise<void>, everyMs: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = false;
  let ended = false;
  const run = (): void => {
    clearTimeout(timer);
    if (running || ended || document.visibilityState === 'hidden') return;
    running = true;
    void task().finally(() => {
      running = false;
      if (!ended) timer = setTimeout(run, everyMs);
    });
  };
  document.addEventListener('visibilitychange', run);
  run();
  return () => {
    ended = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', run);
  };
}
