import { markRoom, timeMarks, timeStep } from './time-marks';
import type { TimeWords } from './time-words';

interface Stretch {
  from: number;
  to: number;
}

/** The marks of a time axis over `view` with their words, as many as fit a width in px. Times in ms. */
export function markWords(view: Stretch, words: TimeWords): (width: number) => { t: number; text: string }[] {
  const span = view.to - view.from;
  return (width) => {
    const step = timeStep(span, width, markRoom(span));
    return timeMarks(view, step, words.zone).map((t) => ({ t, text: words.mark(t, step) }));
  };
}
