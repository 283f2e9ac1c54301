import type { Dialect } from '../dialect.js';
import { airrohr } from './airrohr/index.js';
import { awsIot } from './aws-iot/index.js';
import { azureIot } from './azure-iot/index.js';
import { chirpstack } from './chirpstack/index.js';
import { domoticz } from './domoticz/index.js';
import { emsEsp } from './ems-esp/index.js';
import { esphome } from './esphome/index.js';
import { frigate } from './frigate/index.js';
import { generic } from './generic/index.js';
import { haDiscovery, haValues } from './ha-discovery/index.js';
import { homie } from './homie/index.js';
import { meshtastic } from './meshtastic/index.js';
import { native } from './native/index.js';
import { opendtu } from './opendtu/index.js';
import { openmqttgateway } from './openmqttgateway/index.js';
import { owntracks } from './owntracks/index.js';
import { rtl433 } from './rtl-433/index.js';
import { ruuviGateway } from './ruuvi-gateway/index.js';
import { senml } from './senml/index.js';
import { shellyGen1 } from './shelly-gen1/index.js';
import { shellyGen2 } from './shelly-gen2/index.js';
import { sparkplug } from './sparkplug/index.js';
import { sys } from './sys/index.js';
import { tasmota } from './tasmota/index.js';
import { thingsStack } from './things-stack/index.js';
import { thingsboard } from './thingsboard/index.js';
import { victron } from './victron/index.js';
import { wled } from './wled/index.js';
import { zigbee2mqtt } from './zigbee2mqtt/index.js';
import { zwaveJsUi } from './zwave-js-ui/index.js';

/**
 * All dialects in the order in which they are asked: the first that claims a message decodes it. First those told by
 * an exact topic, then those told by their shape, then bodies told by their content, and the generic rule last.
 */
export const DIALECTS: readonly Dialect[] = [
  native,
  // By exact topic.
  sparkplug,
  sys,
  homie,
  haDiscovery,
  awsIot,
  azureIot,
  thingsboard,
  chirpstack,
  thingsStack,
  // By shape of topic and content.
  zigbee2mqtt,
  tasmota,
  shellyGen2,
  shellyGen1,
  openmqttgateway,
  meshtastic,
  owntracks,
  frigate,
  ruuviGateway,
  opendtu,
  emsEsp,
  wled,
  esphome,
  // By what discovery said of their topics.
  haValues,
  // By shape, where discovery said nothing better.
  victron,
  zwaveJsUi,
  // By the words in their messages, on any topic.
  rtl433,
  airrohr,
  domoticz,
  // By content alone.
  senml,
  generic,
];
