import type { Dialect } from '../../dialect.js';
import { decodeAws, isClaimed, readTopic } from './decode.js';

export const awsIot: Dialect<null> = {
  name: 'aws-iot',
  title: 'AWS IoT Core',
  documentation: 'https://docs.aws.amazon.com/iot/latest/developerguide/device-shadow-mqtt.html',
  covers:
    'what things report in their shadows, named ones too, each value at its own time, also behind a prefix; connections; ' +
    'Basic Ingest',
  initial: null,
  topics: (topic) => topic.levels[0] === '$aws' || readTopic(topic) !== undefined,
  claims: isClaimed,
  decode: (message, _state, now) => decodeAws(message, now),
};
