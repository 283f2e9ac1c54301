import { describe, expect, it } from 'vitest';
import { Line } from '../../testing.js';
import { haDiscovery, haValues } from './index.js';

/** A broker with what was discovered so far. */
class House extends Line {
  constructor() {
    super(haDiscovery, haValues);
  }

  describes(topic: string, payload: unknown): unknown[] {
    return this.facts(topic, payload).map((fact) =>
      fact.type === 'description' ? [fact.device.id, fact.meta] : fact.type,
    );
  }
}

describe('a configuration', () => {
  it('describes one value of a device, and no readings come of it', () => {
    const config = {
      device: {
        identifiers: ['pump-7'],
        name: 'Pump',
        manufacturer: 'Acme',
        model: 'P7',
        suggested_area: 'Cellar',
      },
      name: 'Flow',
      state_topic: 'plant/pump7/flow/state',
      unit_of_measurement: 'L/min',
      device_class: 'volume_flow_rate',
      expire_after: 60,
    };
    expect(new House().describes('homeassistant/sensor/pump-7/flow/config', config)).toEqual([
      [
        'pump-7',
        {
          name: 'Pump',
          model: 'Acme P7',
          site: 'Cellar',
          metrics: { flow: { unit: 'L/min', label: 'Flow', interval: 12_000, class: 'volume_flow_rate' } },
        },
      ],
    ]);
  });

  it('in short words says the same, with ~ for the base of its topics', () => {
    const house = new House();
    house.take('homeassistant/binary_sensor/d1/door/config', {
      '~': 'site/d1',
      uniq_id: 'x1',
      dev: { ids: 'd1' },
      stat_t: '~/door',
      pl_on: 1,
      pl_off: 0,
      avty: [{ t: '~/lwt', pl_avail: 'up', pl_not_avail: 'gone' }],
    });
    expect(house.said('site/d1/door', '1')).toEqual(['d1 door=true']);
    expect(house.said('site/d1/lwt', 'gone')).toEqual(['d1 offline']);
    expect(house.said('site/d1/lwt', 'else')).toEqual(['ignored: no-values']);
  });

  it('of a device has its components share topics', () => {
    const house = new House();
    house.take('homeassistant/device/kit/config', {
      dev: { ids: ['kit'] },
      o: { name: 'test' },
      stat_t: 'kit/all',
      cmps: {
        t: { p: 'sensor', val_tpl: '{{ value_json.temp | float }}', unit_of_meas: '°C' },
        b: { p: 'switch', stat_t: 'kit/relay', stat_on: 'open', stat_off: 'shut' },
      },
    });
    expect(house.said('kit/all', { temp: '4.5' })).toEqual(['kit temp=4.5']);
    expect(house.said('kit/relay', 'shut')).toEqual(['kit relay=false']);
    expect(house.said('kit/all', { other: 1 })).toEqual(['ignored: no-values']);
  });

  it('of a climate has a value for each of its topics', () => {
    const house = new House();
    house.take('homeassistant/climate/room/config', {
      dev: { ids: ['room'] },
      curr_temp_t: 'room/now',
      mode_stat_t: 'room/mode',
    });
    expect(house.said('room/now', '20.5')).toEqual(['room room.current_temperature=20.5']);
    expect(house.said('room/mode', 'heat')).toEqual(['room room.mode=heat']);
  });

  it('with a template that is more than a pick is refused by name, and its values with it', () => {
    const house = new House();
    const outcome = house.take('homeassistant/sensor/a/config', {
      dev: { ids: ['a'] },
      state_topic: 'a/state',
      value_template: '{% if true %}1{% endif %}',
    });
    expect(outcome).toMatchObject({
      rejected: [{ reason: 'template-unsupported', path: 'a: {% if true %}1{% endif %}' }],
    });
    expect(house.said('a/state', '1')).toEqual(['rejected: bad-topic']);
  });

  it('takes another name where two values would have the same', () => {
    const house = new House();
    const config = (topic: string) => ({ dev: { ids: ['d'] }, stat_t: topic, val_tpl: '{{ value_json.t }}' });
    house.take('homeassistant/sensor/d/inside/config', config('d/1'));
    house.take('homeassistant/sensor/d/outside/config', config('d/2'));
    expect([house.said('d/1', { t: 1 }), house.said('d/2', { t: 2 })]).toEqual([['d t=1'], ['d outside=2']]);
  });

  it('that is deleted, or changed, leaves its topic', () => {
    const house = new House();
    const topic = 'homeassistant/sensor/d/x/config';
    house.take(topic, { dev: { ids: ['d'] }, stat_t: 'd/x' });
    house.take(topic, { dev: { ids: ['d'] }, stat_t: 'd/y' });
    expect([house.said('d/x', '1'), house.said('d/y', '1')]).toEqual([['rejected: bad-topic'], ['d y=1']]);
    house.take(topic, '');
    expect(house.said('d/y', '1')).toEqual(['rejected: bad-topic']);
  });

  it('of a publisher that we know by itself adds to its devices', () => {
    const config = {
      device: { identifiers: ['zigbee2mqtt_0x1'], name: 'Hall' },
      state_topic: 'zigbee2mqtt/Hall',
      value_template: '{{ value_json.co2 }}',
      unit_of_measurement: 'ppm',
    };
    expect(new House().describes('homeassistant/sensor/0x1/co2/config', config)).toEqual([
      ['Hall', { metrics: { co2: { unit: 'ppm' } } }],
    ]);
  });

  it.each([
    ['+/+/BTtoMQTT/A4C138000001', '{{ value_json.tempc | is_defined }}', 'A4C138000001', 'tempc'],
    ['home/OMG_1/SYStoMQTT', '{{ value_json.uptime }}', 'OMG_1', 'uptime'],
    ['rtl_433/host/devices/Acme-TH/2/77/humidity', '{{ value|float }}', 'Acme-TH/77', 'humidity'],
    ['tele/plug/SENSOR', '{{ value_json.ENERGY.Power }}', 'plug', 'ENERGY.Power'],
    ['homie/5/pump/motor/heat', undefined, 'pump', 'motor.heat'],
    [
      'ems-esp/boiler_data',
      '{{ value_json.curflowtemp if value_json.curflowtemp is defined else 0 }}',
      'ems-esp',
      'boiler_data.curflowtemp',
    ],
    ['solar/112100000001/0/power', undefined, '112100000001', '0.power'],
  ])('of %s adds to the device that is read without it', (topic, template, device, metric) => {
    const config = { dev: { ids: ['x'] }, stat_t: topic, val_tpl: template, unit_of_meas: 'u' };
    expect(new House().describes('homeassistant/sensor/x/y/config', config)).toEqual([
      [device, { metrics: { [metric]: { unit: 'u' } } }],
    ]);
  });

  it.each([
    '{{ value|float * 3.6 }}',
    '{{ (float(value) * 3.6) | round(2) }}',
    '{{ value | multiply(3.6) }}',
  ])('of a value that is read without it gives no unit that is only that of %s', (template) => {
    const topic = 'rtl_433/host/devices/Acme-W/77/wind_avg_m_s';
    const config = { dev: { ids: ['x'] }, stat_t: topic, val_tpl: template, unit_of_meas: 'km/h', name: 'W' };
    expect(new House().describes('homeassistant/sensor/x/y/config', config)).toEqual([
      ['Acme-W/77', { metrics: { wind_avg_m_s: { label: 'W' } } }],
    ]);
  });

  it('of a word for a value and of the value itself are two metrics, whichever comes first', () => {
    const house = new House();
    const config = { dev: { ids: ['d'] }, stat_t: 'd/stat' };
    const word = "{{ 'ON' if value_json.power > 5 else 'OFF' }}";
    house.take('homeassistant/binary_sensor/d/running/config', { ...config, val_tpl: word });
    house.take('homeassistant/sensor/d/w/config', { ...config, val_tpl: '{{ value_json.power }}' });
    expect(house.said('d/stat', { power: 7 })).toEqual(['d running=true', 'd power=7']);
  });

  it('of a Zigbee2MQTT whose base has another name is known by its origin and its bridge', () => {
    const config = {
      origin: { name: 'Zigbee2MQTT' },
      availability: [{ topic: 'home/radio/bridge/state' }, { topic: 'home/radio/Hall/availability' }],
      device: { identifiers: ['zigbee2mqtt_0x1'], name: 'Hall' },
      state_topic: 'home/radio/Hall',
      value_template: '{{ value_json.co2 }}',
    };
    const [fact] = new House().facts('homeassistant/sensor/0x1/co2/config', config);
    expect(fact).toMatchObject({
      type: 'description',
      device: { dialect: 'zigbee2mqtt', base: 'home/radio', id: 'Hall' },
    });
  });

  it('of values that are read without it says its availability of their device', () => {
    const house = new House();
    const config = { dev: { ids: 'mac' }, stat_t: 'shed/sensor/temp/state', avty_t: 'shed/status' };
    house.take('homeassistant/sensor/shed/temp/config', config);
    expect(house.said('shed/status', 'offline')).toEqual(['shed offline']);
  });

  it('of a device that has connections only is known by their address', () => {
    const config = { dev: { cns: [['mac', '02:00:00:00:00:01']] }, stat_t: 'd/x' };
    expect(new House().describes('homeassistant/sensor/d/x/config', config)).toEqual([
      ['02:00:00:00:00:01', { metrics: { x: {} } }],
    ]);
  });

  it.each([
    ['homeassistant/sensor/hall/state', 'hall'],
    ['site/hall/state', 'site/hall'],
    ['site/hall', 'site/hall'],
  ])('without a device is of whoever publishes its state: %s', (topic, device) => {
    const house = new House();
    const config = (name: string) => ({ uniq_id: name, stat_t: topic, val_tpl: `{{ value_json.${name} }}` });
    house.take('homeassistant/sensor/t/config', config('t'));
    house.take('homeassistant/sensor/h/config', config('h'));
    expect(house.said(topic, { t: 1, h: 2 })).toEqual([`${device} t=1`, `${device} h=2`]);
  });

  it('of a member that holds any value is called by the topic', () => {
    const house = new House();
    const config = (topic: string) => ({
      dev: { ids: ['d'] },
      stat_t: topic,
      val_tpl: '{{ value_json.value }}',
    });
    house.take('homeassistant/sensor/d/a/config', config('d/air'));
    house.take('homeassistant/sensor/d/b/config', config('d/soil'));
    expect([house.said('d/air', { value: 1 }), house.said('d/soil', { value: 2 })]).toEqual([
      ['d air=1'],
      ['d soil=2'],
    ]);
  });

  it('of a lamp or a place that has its members by agreement needs no template', () => {
    const house = new House();
    house.take('homeassistant/light/l/config', { schema: 'json', dev: { ids: ['l'] }, stat_t: 'l/all' });
    expect(house.said('l/all', { state: 'ON', brightness: 7 })).toEqual(['l state=true', 'l brightness=7']);
    const tracker = { dev: { ids: ['c'] }, stat_t: 'c/state', json_attr_t: 'c/place' };
    house.take('homeassistant/device_tracker/c/config', tracker);
    expect(house.said('c/place', { latitude: 60, longitude: 24 })).toEqual([
      'c latitude=60',
      'c longitude=24',
    ]);
  });

  it('knows a boolean by any spelling of its word', () => {
    const house = new House();
    const config = {
      dev: { ids: ['d'] },
      stat_t: 'd/x',
      pl_on: 'True',
      pl_off: 'False',
      val_tpl: '{{ value_json.x }}',
    };
    house.take('homeassistant/binary_sensor/d/x/config', config);
    expect(house.said('d/x', { x: true })).toEqual(['d x=true']);
  });

  it('names its availability once for all its entities', () => {
    const house = new House();
    for (const name of ['a', 'b'])
      house.take(`homeassistant/sensor/d/${name}/config`, {
        dev: { ids: ['d'] },
        stat_t: `d/${name}`,
        avty_t: 'd/up',
      });
    expect(house.said('d/up', 'online')).toEqual(['d online']);
  });

  it.each([
    ['homeassistant/sensor/a/config', '{"state_topic":', 'bad-config'],
    ['homeassistant/sensor/a/config', '{"name":"x"}', 'metadata'],
    ['homeassistant/sensor/a/config', '[1]', 'bad-config'],
    ['other/sensor/a/config', '{"interval":5}', 'bad-topic'],
  ])('%s %s', (topic, payload, reason) => {
    expect(new House().take(topic, payload)).toMatchObject({ reason });
  });
});

describe('availability on several topics', () => {
  const config = (avty_mode: string) => ({
    dev: { ids: ['d'] },
    stat_t: 'd/x',
    avty_mode,
    avty: [{ t: 'a' }, { t: 'b', val_tpl: '{{ value_json.state }}' }],
  });
  it.each([
    ['all', ['d online', 'd offline', 'd offline']],
    ['any', ['d online', 'd online', 'd online']],
    ['latest', ['d online', 'd offline', 'd online']],
  ])('%s', (mode, expected) => {
    const house = new House();
    house.take('homeassistant/sensor/d/x/config', config(mode));
    const said = [
      house.said('a', 'online'),
      house.said('b', { state: 'offline' }),
      house.said('a', 'online'),
    ];
    expect(said.flat()).toEqual(expected);
  });

  it('counts only topics that a configuration still names', () => {
    const house = new House();
    const topic = 'homeassistant/sensor/d/x/config';
    house.take(topic, config('all'));
    house.take('a', 'offline');
    house.take(topic, { dev: { ids: ['d'] }, stat_t: 'd/x', avty_mode: 'all', avty: [{ t: 'b' }] });
    expect(house.said('b', 'online')).toEqual(['d online']);
  });

  it('takes a value for a name that objects have of their own', () => {
    const house = new House();
    house.take('homeassistant/sensor/d/x/config', { dev: { ids: ['d'] }, stat_t: 'd/constructor' });
    expect(house.said('d/constructor', '1')).toEqual(['d constructor=1']);
  });
});
