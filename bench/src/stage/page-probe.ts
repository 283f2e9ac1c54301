/** What the page itself notes between two readings of it. */
export interface PageFigures {
  /** ms between the frames. */
  frames: number[];
  /** From a key or wheel event to its handler, ms. */
  delays: number[];
  /** From a key or wheel event to the frame after its handler, ms. */
  paints: number[];
  /** Tasks over 50 ms, ms. */
  longTasks: number[];
}

declare global {
  interface Window {
    benchFigures?: PageFigures;
  }
}

/** Runs in the page before its own scripts. It stands alone: nothing from outside is there. */
export function installProbe(): void {
  const figures: PageFigures = { frames: [], delays: [], paints: [], longTasks: [] };
  window.benchFigures = figures;
  let last = performance.now();
  const frame = (now: number): void => {
    figures.frames.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  const note = (event: Event): void => {
    figures.delays.push(performance.now() - event.timeStamp);
    requestAnimationFrame(() => {
      setTimeout(() => figures.paints.push(performance.now() - event.timeStamp));
    });
  };
  for (const type of ['keydown', 'wheel']) {
    window.addEventListener(type, note, { capture: true, passive: true });
  }
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) figures.longTasks.push(duration);
  }).observe({ type: 'longtask' });
}

/** Runs in the page: gives what was noted since the last time, and begins anew. */
export function takeFigures(): PageFigures {
  const { frames = [], delays = [], paints = [], longTasks = [] } = window.benchFigures ?? {};
  return {
    frames: frames.splice(0),
    delays: delays.splice(0),
    paints: paints.splice(0),
    longTasks: longTasks.splice(0),
  };
}
