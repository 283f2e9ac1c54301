import type { Dialect } from '../../dialect.js';
import { decodeAzure, isOfService, readTopic } from './decode.js';

export const azureIot: Dialect<null> = {
  name: 'azure-iot',
  title: 'Azure IoT Hub',
  documentation: 'https://learn.microsoft.com/azure/iot/iot-mqtt-connect-to-iot-hub',
  covers:
    'telemetry of devices and modules, single or in a list, also as OPC Publisher sends it; the creation time among the message ' +
    'properties',
  initial: null,
  topics: (topic) => isOfService(topic) || readTopic(topic) !== undefined,
  claims: () => true,
  decode: (message, _state, now) => decodeAzure(message, now),
};
