import { expect, it } from 'vitest';
import { said } from '../../testing.js';
import { sys } from './index.js';

it.each([
  ['broker/uptime', '165 seconds', '$SYS/broker uptime=165 s'],
  ['broker/bytes/received', '1024', '$SYS/broker bytes.received=1024 B'],
  ['broker/load/bytes/sent/5min', '88.25', '$SYS/broker load.bytes.sent.5min=88.25'],
  ['broker/connection/site-b/state', '1', '$SYS/broker connection.site-b.state=1'],
  ['broker/version', 'mosquitto version 2.0.11', '$SYS/broker is {"model":"mosquitto version 2.0.11"}'],
  ['broker/timestamp', 'Tue, 18 Jun 2019 11:38:39 -0300', 'ignored: metadata'],
  [
    'brokers/emqx@10.0.0.1/stats/connections/count',
    '12',
    '$SYS/brokers/emqx@10.0.0.1 stats.connections.count=12',
  ],
  ['brokers/emqx@10.0.0.1/metrics/bytes/sent', '9', '$SYS/brokers/emqx@10.0.0.1 metrics.bytes.sent=9 B'],
  [
    'brokers/emqx@10.0.0.1/uptime',
    '1 days, 3 hours, 2 minutes, 5 seconds',
    '$SYS/brokers/emqx@10.0.0.1 uptime=97325 s',
  ],
  ['brokers/emqx@10.0.0.1/clients/c1/connected', '{"clientid":"c1","ts":1}', 'ignored: metadata'],
  ['brokers', 'emqx@10.0.0.1,emqx@10.0.0.2', 'ignored: system-topic'],
  ['VerneMQ@10.0.0.1/mqtt/publish/received', '7', '$SYS/VerneMQ@10.0.0.1 mqtt.publish.received=7'],
  ['broker/clients/connected', '', 'ignored: cleared'],
  ['broker/uptime', '165', '$SYS/broker uptime=165 s'],
  ['broker/uptime', 'long', 'ignored: metadata'],
  ['broker/started', '1714557600', 'ignored: metadata'],
])('%s %j', (topic, payload, line) => {
  expect(said(sys, `$SYS/${topic}`, payload)).toEqual([line]);
});
