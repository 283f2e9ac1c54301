import type { Dialect } from '../../dialect.js';
import { decodeAws } from './decode.js';

export const awsIot: Dialect<null> = {
  name: 'aws-iot',
  title: 'AWS IoT Core',
  documentation: 'https://docs.aws.amazon.com/iot/latest/developerguide/device-shadow-mqtt.html',
  covers: 'what things report in their shadows, named ones too, each value at its own time; connections',
  initial: null,
  topics: ({ levels }) => levels[0] === '$aws',
  claims: () => true,
  decode: decodeAws,
};
