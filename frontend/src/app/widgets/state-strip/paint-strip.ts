/** Distance of the lines of a hatch along an edge, and their width, px: as the page has them. */
const HATCH_STEP = 8.5;
const HATCH_WIDTH = 1.4;

/** What the axis of a chart usually takes on the left, px: a strip begins where the plot above it does. */
const AXIS = 40;

/** What a strip of states shows, as a picture with `devicePixelRatio` canvas px a px, to stand below one of a chart. */
export function paintStrip(strip: HTMLElement, before = AXIS): HTMLCanvasElement {
  const { left, top, width, height } = strip.getBoundingClientRect();
  const canvas = document.createElement('canvas');
  canvas.width = (before + width) * devicePixelRatio;
  canvas.height = Math.max(1, height * devicePixelRatio);
  const context = canvas.getContext('2d');
  if (!context) return canvas;
  context.scale(devicePixelRatio, devicePixelRatio);
  context.translate(before - left, -top);
  context.textBaseline = 'middle';
  for (const line of strip.querySelectorAll('.grid i')) fill(context, line);
  for (const block of strip.querySelectorAll('.block')) paintBlock(context, block);
  for (const text of strip.querySelectorAll('.name bdi')) write(context, text);
  for (const text of strip.querySelectorAll('.axis span')) write(context, text, 'center');
  return canvas;
}

function paintBlock(context: CanvasRenderingContext2D, block: Element): void {
  const { left, top, width, height } = block.getBoundingClientRect();
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  fill(context, block);
  if (block.classList.contains('gap')) hatch(context, block);
  for (const text of block.querySelectorAll('bdi:not(:empty)')) {
    fill(context, text);
    write(context, text);
  }
  context.restore();
}

function fill(context: CanvasRenderingContext2D, element: Element): void {
  const { left, top, width, height } = element.getBoundingClientRect();
  context.fillStyle = getComputedStyle(element).backgroundColor;
  context.fillRect(left, top, width, height);
}

function hatch(context: CanvasRenderingContext2D, element: Element): void {
  const { left, right, top, bottom, height } = element.getBoundingClientRect();
  context.strokeStyle = getComputedStyle(element).getPropertyValue('--hatch');
  context.lineWidth = HATCH_WIDTH;
  context.beginPath();
  for (let x = left - height; x < right; x += HATCH_STEP) {
    context.moveTo(x, bottom);
    context.lineTo(x + height, top);
  }
  context.stroke();
}

function write(context: CanvasRenderingContext2D, element: Element, align: 'left' | 'center' = 'left'): void {
  const { left, top, width, height } = element.getBoundingClientRect();
  const { color, fontWeight, fontSize, fontFamily, paddingLeft } = getComputedStyle(element);
  context.font = `${fontWeight} ${fontSize} ${fontFamily}`;
  context.fillStyle = color;
  context.textAlign = align;
  const x = align === 'left' ? left + Number.parseFloat(paddingLeft) : left + width / 2;
  context.fillText(element.textContent.trim(), x, top + height / 2);
}
