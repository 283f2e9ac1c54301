/** Manufacturer data of Ruuvi (0x0499) in format 5: `FF9904` and then 24 bytes. */
const FORMAT_5 = /FF9904(05[0-9A-F]{46})/i;

export function isRaw(data: unknown): data is string {
  return typeof data === 'string' && data.length <= 512 && FORMAT_5.test(data);
}

/**
 * Values of data format 5 (RAWv2, docs.ruuvi.com/communication/bluetooth-advertisements/data-format-5-rawv2): big-endian
 * numbers, of which one stands for "not available".
 */
export function readRaw(data: string): Record<string, number> {
  const bytes = bytesOf(FORMAT_5.exec(data)?.[1] ?? '');
  const view = new DataView(bytes.buffer);
  if (bytes.length < 18) return {};
  const values: [string, number, boolean][] = [
    ['temperature', view.getInt16(1) * 0.005, view.getInt16(1) !== -32_768],
    ['humidity', view.getUint16(3) * 0.0025, view.getUint16(3) !== 65_535],
    ['pressure', view.getUint16(5) + 50_000, view.getUint16(5) !== 65_535],
    ['accelX', view.getInt16(7) / 1_000, view.getInt16(7) !== -32_768],
    ['accelY', view.getInt16(9) / 1_000, view.getInt16(9) !== -32_768],
    ['accelZ', view.getInt16(11) / 1_000, view.getInt16(11) !== -32_768],
    ['voltage', ((view.getUint16(13) >> 5) + 1_600) / 1_000, view.getUint16(13) >> 5 !== 2_047],
    ['txPower', (view.getUint16(13) & 31) * 2 - 40, (view.getUint16(13) & 31) !== 31],
    ['movementCounter', view.getUint8(15), view.getUint8(15) !== 255],
  ];
  return Object.fromEntries(
    values.filter(([, , known]) => known).map(([name, value]) => [name, Math.round(value * 1e6) / 1e6]),
  );
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(hex.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16);
  return bytes;
}
