/** Manufacturer data of Ruuvi (0x0499) within an advertisement, from its format on. */
const RUUVI = /FF9904((?:03|05|06|E1)(?:[0-9A-F]{2})+)/i;

/** Bytes that a format has at least. */
const LENGTHS = new Map([
  [0x03, 14],
  [0x05, 24],
  [0x06, 20],
  [0xe1, 40],
]);

/** A value with whether the sensor had one. */
type Field = [name: string, value: number, isKnown: boolean];

/** The advertisement that a sensor of Ruuvi has sent, from its format on; undefined for all others. */
export function ruuviBytes(data: unknown): DataView | undefined {
  if (typeof data !== 'string' || data.length > 1_024) return undefined;
  const bytes = bytesOf(RUUVI.exec(data)?.[1] ?? '');
  const least = LENGTHS.get(bytes[0] ?? -1);
  return least !== undefined && bytes.length >= least ? new DataView(bytes.buffer) : undefined;
}

/**
 * Values of an advertisement in data format 3, 5, 6 or E1 (docs.ruuvi.com/communication/bluetooth-advertisements):
 * big-endian numbers, of which one stands for "not available".
 */
export function readRaw(view: DataView): Record<string, number> {
  const fields = FORMATS.get(view.getUint8(0))?.(view) ?? [];
  return Object.fromEntries(
    fields.filter(([, , known]) => known).map(([name, value]) => [name, Math.round(value * 1e6) / 1e6]),
  );
}

/** Address of the sensor where its format has the whole of it. */
export function addressIn(view: DataView): string | undefined {
  const at = view.getUint8(0) === 0x05 ? 18 : view.getUint8(0) === 0xe1 ? 34 : undefined;
  if (at === undefined) return undefined;
  const bytes = Array.from({ length: 6 }, (_, place) => view.getUint8(at + place));
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(':');
}

const FORMATS = new Map<number, (view: DataView) => Field[]>([
  [0x03, format3],
  [0x05, format5],
  [0x06, format6],
  [0xe1, formatE1],
]);

/** RAWv1: the temperature has its sign in the highest bit and hundredths in a byte of their own. */
function format3(view: DataView): Field[] {
  const degrees = (view.getUint8(2) & 127) + view.getUint8(3) / 100;
  return [
    ['temperature', view.getUint8(2) > 127 ? -degrees : degrees, true],
    ['humidity', view.getUint8(1) / 2, true],
    ['pressure', view.getUint16(4) + 50_000, true],
    ...acceleration(view, 6),
    ['voltage', view.getUint16(12) / 1_000, true],
  ];
}

function format5(view: DataView): Field[] {
  const power = view.getUint16(13);
  return [
    ...climate(view),
    ...acceleration(view, 7),
    ['voltage', ((power >> 5) + 1_600) / 1_000, power >> 5 !== 2_047],
    ['txPower', (power & 31) * 2 - 40, (power & 31) !== 31],
    ['movementCounter', view.getUint8(15), view.getUint8(15) !== 255],
  ];
}

function format6(view: DataView): Field[] {
  const light = view.getUint8(13);
  return [
    ...climate(view),
    particles(view, 7, 'PM2.5'),
    ...air(view, { co2At: 9, vocAt: 11, flags: view.getUint8(16) }),
    // Logarithmic: 254 steps up to 65,535 lx.
    ['luminosity', Math.expm1((light * Math.log(65_536)) / 254), light !== 255],
  ];
}

function formatE1(view: DataView): Field[] {
  const light = view.getUint16(19) * 256 + view.getUint8(21);
  return [
    ...climate(view),
    particles(view, 7, 'PM1.0'),
    particles(view, 9, 'PM2.5'),
    particles(view, 11, 'PM4.0'),
    particles(view, 13, 'PM10.0'),
    ...air(view, { co2At: 15, vocAt: 17, flags: view.getUint8(28) }),
    ['luminosity', light / 100, light !== 0xff_ff_ff],
  ];
}

function climate(view: DataView): Field[] {
  return [
    ['temperature', view.getInt16(1) * 0.005, view.getInt16(1) !== -32_768],
    ['humidity', view.getUint16(3) * 0.0025, view.getUint16(3) !== 65_535],
    ['pressure', view.getUint16(5) + 50_000, view.getUint16(5) !== 65_535],
  ];
}

function acceleration(view: DataView, at: number): Field[] {
  return ['accelX', 'accelY', 'accelZ'].map((name, place) => {
    const value = view.getInt16(at + 2 * place);
    return [name, value / 1_000, value !== -32_768];
  });
}

function particles(view: DataView, at: number, name: string): Field {
  return [name, view.getUint16(at) / 10, view.getUint16(at) !== 65_535];
}

/** VOC and NOx are indexes of nine bits, the lowest of which stand in bits 6 and 7 of the flags. */
function air(view: DataView, at: { co2At: number; vocAt: number; flags: number }): Field[] {
  const voc = view.getUint8(at.vocAt) * 2 + ((at.flags >> 6) & 1);
  const nox = view.getUint8(at.vocAt + 1) * 2 + (at.flags >> 7);
  return [
    ['CO2', view.getUint16(at.co2At), view.getUint16(at.co2At) !== 65_535],
    ['VOC', voc, voc !== 511],
    ['NOx', nox, nox !== 511],
  ];
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(hex.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16);
  return bytes;
}
