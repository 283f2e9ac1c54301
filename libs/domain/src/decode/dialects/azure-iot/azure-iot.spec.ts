import { expect, it } from 'vitest';
import { Decoder, EMPTY_DECODE_STATE } from '../../index.js';
import { said } from '../../testing.js';
import { azureIot } from './index.js';

const TOPIC = 'devices/cooler/messages/events/';
const NOW = Date.UTC(2026, 10, 23, 12) * 1_000;

function stampOf(topic: string, payload: unknown): unknown {
  const bytes = Buffer.from(JSON.stringify(payload));
  const outcome = new Decoder([azureIot]).decode(
    EMPTY_DECODE_STATE,
    { topic, payload: bytes, retained: false },
    NOW,
  );
  return outcome.kind === 'facts' && outcome.facts[0]?.type === 'readings' ? outcome.facts[0].stamp : outcome;
}

it.each([
  [TOPIC, { messageId: 3, deviceId: 'Cooler 1', t: 4.5 }, ['cooler t=4.5']],
  [TOPIC.slice(0, -1), { machine: { t: 4.5 } }, ['cooler machine.t=4.5']],
  [`${TOPIC}%24.ct=application%2Fjson&%24.ce=utf-8`, [{ t: 1 }, { t: 2 }], ['cooler t=1', 'cooler t=2']],
  ['devices/edge/modules/opc/messages/events/', { t: 1 }, ['edge/opc t=1']],
  [TOPIC, { DeviceId: 'c', Temperature: 4.5 }, ['cooler Temperature=4.5']],
  [TOPIC, [{ NodeId: 'ns=1;s=a', DisplayName: 'Flow', Value: { Value: 7 } }], ['cooler Flow=7']],
  [TOPIC, [{ Messages: [{ DataSetWriterId: 1, Payload: { Flow: { Value: 7 } } }] }], ['cooler Flow=7']],
  [
    TOPIC,
    {
      MessageType: 'ua-deltaframe',
      DataSetWriterName: 'w',
      SequenceNumber: 4,
      payload: { Flow: { Value: 7 } },
    },
    ['cooler Flow=7'],
  ],
  [TOPIC, '21.5', ['cooler value=21.5']],
  [TOPIC, 't=21.5;h=40', ['cooler t=21.5', 'cooler h=40']],
  ['devices/cooler/messages/devicebound/%24.to=x', { t: 1 }, ['ignored: command']],
  ['$iothub/twin/PATCH/properties/reported/?$rid=1', { t: 1 }, ['ignored: system-topic']],
  ['$dps/registrations/PUT/iotdps-register/?$rid=1', { registrationId: 'x' }, ['ignored: system-topic']],
  [TOPIC, '{"t":', ['rejected: bad-json']],
])('%s %j', (topic, payload, lines) => {
  expect(said(azureIot, topic, payload)).toEqual(lines);
});

it('takes the time of the payload, else that of the properties', () => {
  const created = Date.UTC(2026, 10, 23, 11, 30) * 1_000;
  const topic = `${TOPIC}a=b&iothub-creation-time-utc=2026-11-23T11%3A30%3A00Z`;
  expect(stampOf(topic, { t: 1 })).toBe(created);
  expect(stampOf(`${TOPIC}%24.ctime=2026-11-23T11%3A30%3A00Z`, { t: 1 })).toBe(created);
  expect(stampOf(topic, { t: 1, timestamp: '2026-11-23T11:00:00Z' })).toBe(created - 1_800_000_000);
  expect(stampOf(`${TOPIC}%E0%A4%A&x`, { t: 1 })).toBeUndefined();
});
