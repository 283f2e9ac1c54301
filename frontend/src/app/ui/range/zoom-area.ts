import { signal } from '@angular/core';
import type { RangeControl } from './range-control';
import type { Stretch } from './time-range';

/** Where time runs from left to right on screen: client px. */
export interface Area {
  left: number;
  width: number;
}

/** What a gesture needs to know of the chart that it happens on. */
export interface ZoomHost {
  area(): Area | null;
  control(): RangeControl | null;
}

/** Less than this is a click, px. */
const CLICK_PX = 5;
const WHEEL_RATE = 0.0015;
const LINE_PX = 16;

type Mode = 'none' | 'press' | 'select' | 'pan' | 'pinch';

/**
 * Zooming and panning with mouse, wheel and fingers on one element. Dragging selects what is seen next; with Shift
 * or the middle button it pans. A wheel zooms with Ctrl or Shift, and without them where the element has focus:
 * else it scrolls the page. Two fingers pinch and pan. A double click goes back, Escape gives a gesture up.
 */
export class ZoomArea {
  readonly #selection = signal<Stretch | null>(null);
  readonly #pointers = new Map<number, number>();
  readonly #listening = new AbortController();
  #mode: Mode = 'none';
  #startX = 0;
  /** Times under the fingers, or under the pointer, when the gesture began. */
  #anchors: number[] = [];
  #base: Stretch = { from: 0, to: 1 };

  /** What is being selected. */
  readonly selection = this.#selection.asReadonly();

  constructor(
    readonly element: HTMLElement,
    readonly host: ZoomHost,
  ) {
    const { signal: ending } = this.#listening;
    const on = <K extends keyof HTMLElementEventMap>(
      type: K,
      handle: (event: HTMLElementEventMap[K]) => void,
    ): void => {
      element.addEventListener(type, handle, { signal: ending, passive: false });
    };
    on('pointerdown', (event) => {
      this.#down(event);
    });
    on('pointermove', (event) => {
      this.#move(event);
    });
    on('pointerup', (event) => {
      this.#up(event);
    });
    on('pointercancel', () => {
      this.cancel();
    });
    on('wheel', (event) => {
      this.#wheel(event);
    });
    on('dblclick', () => {
      host.control()?.back();
    });
    on('auxclick', (event) => {
      if (event.button === 1 && host.control()) event.preventDefault();
    });
  }

  /** Gives up the gesture that is going on; false if there is none. */
  cancel(): boolean {
    const going = this.#mode !== 'none' && this.#mode !== 'press';
    if (this.#mode === 'pan' || this.#mode === 'pinch') this.host.control()?.cancel();
    this.#rest();
    return going;
  }

  destroy(): void {
    this.#listening.abort();
  }

  #down(event: PointerEvent): void {
    const control = this.host.control();
    if (!control || !this.host.area()) return;
    this.#pointers.set(event.pointerId, event.clientX);
    if (event.pointerType === 'touch') {
      if (this.#pointers.size === 2) this.#begin('pinch', [...this.#pointers.values()], control);
      return;
    }
    const pan = event.button === 1 || (event.button === 0 && event.shiftKey);
    if (!pan && event.button !== 0) return;
    event.preventDefault();
    this.element.focus({ preventScroll: true });
    this.#begin(pan ? 'pan' : 'press', [event.clientX], control);
    this.#startX = event.clientX;
  }

  #begin(mode: Mode, places: readonly number[], control: RangeControl): void {
    this.#mode = mode;
    this.#base = control.view();
    this.#anchors = places.map((x) => this.#timeAt(x));
  }

  #move(event: PointerEvent): void {
    if (!this.#pointers.has(event.pointerId)) return;
    this.#pointers.set(event.pointerId, event.clientX);
    if (this.#mode === 'press' && Math.abs(event.clientX - this.#startX) > CLICK_PX) {
      this.#mode = 'select';
      this.#capture(event.pointerId);
    }
    if (this.#mode === 'select') this.#select(event.clientX);
    if (this.#mode === 'pan') {
      this.#capture(event.pointerId);
      this.#pan(event.clientX);
    }
    if (this.#mode === 'pinch') this.#pinch();
  }

  #up(event: PointerEvent): void {
    if (!this.#pointers.delete(event.pointerId)) return;
    const control = this.host.control();
    const selected = this.#selection();
    const mode = this.#mode;
    this.#rest();
    if (mode === 'select' && selected && selected.to > selected.from) control?.show(selected);
    if (mode === 'pan' || mode === 'pinch') control?.drop();
  }

  #select(x: number): void {
    const { from, to } = this.#base;
    const [a = from, b = from] = [this.#anchors[0], this.#timeAt(x)].map((t = from) =>
      Math.min(to, Math.max(from, t)),
    );
    this.#selection.set({ from: Math.min(a, b), to: Math.max(a, b) });
  }

  #pan(x: number): void {
    const by = (this.#anchors[0] ?? 0) - this.#timeAt(x);
    this.#drag({ from: this.#base.from + by, to: this.#base.to + by });
  }

  /** The times that were under the fingers stay under them. */
  #pinch(): void {
    const area = this.host.area();
    const [x0, x1] = this.#pointers.values();
    const [t0, t1] = this.#anchors;
    if (!area || x0 === undefined || x1 === undefined || t0 === undefined || t1 === undefined) return;
    if ((x1 - x0) * (t1 - t0) <= 0) return;
    const perPx = (t1 - t0) / (x1 - x0);
    const from = t0 - (x0 - area.left) * perPx;
    this.#drag({ from, to: from + area.width * perPx });
  }

  #drag(view: Stretch): void {
    const control = this.host.control();
    if (!control) return;
    const over = Math.max(0, view.to - control.now());
    control.drag({ from: view.from - over, to: view.to - over });
  }

  #wheel(event: WheelEvent): void {
    const control = this.host.control();
    const area = this.host.area();
    const meant = event.ctrlKey || event.metaKey || event.shiftKey || document.activeElement === this.element;
    if (!control || !area || !meant) return;
    const { deltaX, deltaY, deltaMode } = event;
    const delta = (Math.abs(deltaY) >= Math.abs(deltaX) ? deltaY : deltaX) * (deltaMode === 1 ? LINE_PX : 1);
    if (delta === 0) return;
    event.preventDefault();
    const factor = Math.min(2, Math.max(0.5, Math.exp(delta * WHEEL_RATE)));
    const share = Math.min(1, Math.max(0, (event.clientX - area.left) / area.width));
    const { from, to } = control.view();
    control.wheel(factor, from + share * (to - from));
  }

  #timeAt(x: number): number {
    const area = this.host.area();
    const { from, to } = this.#base;
    return area ? from + ((x - area.left) / Math.max(1, area.width)) * (to - from) : from;
  }

  #capture(pointer: number): void {
    if (!this.element.hasPointerCapture(pointer)) this.element.setPointerCapture(pointer);
  }

  #rest(): void {
    this.#mode = 'none';
    this.#pointers.clear();
    this.#selection.set(null);
  }
}

/** What a key does to the range; true if it means something. `t`: where the crosshair stands. */
export function zoomByKey(
  { key, ctrlKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey'>,
  control: RangeControl,
  t: number | null,
): boolean {
  const { from, to } = control.view();
  const at = t ?? (control.live() ? to : (from + to) / 2);
  if (ctrlKey && (key === 'ArrowLeft' || key === 'ArrowRight')) control.nudge(key === 'ArrowLeft' ? -1 : 1);
  else if (ctrlKey) return false;
  else if (key === 'ArrowUp' || key === '+') control.wheel(0.5, at);
  else if (key === 'ArrowDown' || key === '-') control.wheel(2, at);
  else if (key === 'Backspace') return control.back();
  else return false;
  return true;
}
