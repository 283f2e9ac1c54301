import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RangeControl } from './range-control';
import { ZoomArea, zoomByKey } from './zoom-area';

const NOW = 1_000_000;
/** 1000 ms on 100 px. */
const VIEW = { kind: 'fixed', from: 500_000, to: 501_000 } as const;

describe('gestures on a chart', () => {
  let element: HTMLElement;
  let control: RangeControl;
  let area: ZoomArea;
  beforeEach(() => {
    element = document.createElement('div');
    element.tabIndex = 0;
    element.setPointerCapture = () => undefined;
    element.hasPointerCapture = () => true;
    document.body.append(element);
    control = new RangeControl(VIEW, () => NOW);
    area = new ZoomArea(element, { area: () => ({ left: 0, width: 100 }), control: () => control });
  });
  afterEach(() => {
    area.destroy();
    element.remove();
  });

  function pointer(type: string, clientX: number, init: PointerEventInit = {}): void {
    const { pointerId = 1, pointerType = 'mouse' } = init;
    const event = new MouseEvent(type, { clientX, button: 0, bubbles: true, cancelable: true, ...init });
    for (const [key, value] of Object.entries({ pointerId, pointerType }))
      Object.defineProperty(event, key, { value });
    element.dispatchEvent(event);
  }
  function wheel(init: WheelEventInit): WheelEvent {
    const event = new WheelEvent('wheel', { clientX: 50, deltaY: 100, cancelable: true, ...init });
    element.dispatchEvent(event);
    return event;
  }

  it('shows what was dragged over', () => {
    pointer('pointerdown', 80);
    pointer('pointermove', 20);
    expect(area.selection()).toEqual({ from: 500_200, to: 500_800 });
    pointer('pointerup', 20);
    expect(control.range()).toEqual({ kind: 'fixed', from: 500_200, to: 500_800 });
    element.dispatchEvent(new MouseEvent('dblclick'));
    expect(control.range()).toEqual(VIEW);
  });

  it('takes a click for a click', () => {
    pointer('pointerdown', 80);
    pointer('pointermove', 78);
    pointer('pointerup', 78);
    expect([area.selection(), control.range()]).toEqual([null, VIEW]);
  });

  it('gives a selection up', () => {
    pointer('pointerdown', 80);
    pointer('pointermove', 20);
    expect([area.cancel(), area.selection()]).toEqual([true, null]);
    pointer('pointerup', 20);
    expect([control.range(), area.cancel()]).toEqual([VIEW, false]);
  });

  it('pans with Shift', () => {
    pointer('pointerdown', 50, { shiftKey: true });
    pointer('pointermove', 70, { shiftKey: true });
    expect(control.view()).toEqual({ from: 499_800, to: 500_800 });
    pointer('pointerup', 70);
    expect(control.range()).toEqual({ kind: 'fixed', from: 499_800, to: 500_800 });
  });

  it('keeps the times under two fingers', () => {
    const finger = (type: string, x: number, pointerId: number): void => {
      pointer(type, x, { pointerId, pointerType: 'touch' });
    };
    finger('pointerdown', 25, 1);
    finger('pointerdown', 75, 2);
    finger('pointermove', 0, 1);
    finger('pointermove', 100, 2);
    expect(control.view()).toEqual({ from: 500_250, to: 500_750 });
    finger('pointerup', 100, 2);
    expect(control.range()).toEqual({ kind: 'fixed', from: 500_250, to: 500_750 });
  });

  it('leaves a plain wheel to the page, until the chart has focus', () => {
    expect(wheel({}).defaultPrevented).toBe(false);
    expect(control.view()).toEqual({ from: 500_000, to: 501_000 });
    expect(wheel({ ctrlKey: true }).defaultPrevented).toBe(true);
    const { from, to } = control.view();
    expect([from < 500_000, to > 501_000, (from + to) / 2]).toEqual([true, true, 500_500]);
    element.focus();
    expect(wheel({ deltaY: -100 }).defaultPrevented).toBe(true);
  });

  it('zooms and pans by keys, and leaves other keys alone', () => {
    const press = (key: string, ctrlKey = false): boolean => zoomByKey({ key, ctrlKey }, control, null);
    expect(press('ArrowUp')).toBe(true);
    expect(control.view()).toEqual({ from: 500_250, to: 500_750 });
    expect(press('ArrowDown')).toBe(true);
    expect(control.view()).toEqual({ from: 500_000, to: 501_000 });
    expect(press('ArrowLeft', true)).toBe(true);
    expect(control.view()).toEqual({ from: 499_750, to: 500_750 });
    expect([press('ArrowLeft'), press('a'), press('+', true)]).toEqual([false, false, false]);
  });
});
