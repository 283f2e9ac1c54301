/** Names of dialects as their makers write them, by the names that the server uses. */
const TITLES: ReadonlyMap<string, string> = new Map([
  ['native', 'Sensorium'],
  ['airrohr', 'airRohr (Sensor.Community)'],
  ['aws-iot', 'AWS IoT Core'],
  ['azure-iot', 'Azure IoT Hub'],
  ['chirpstack', 'ChirpStack'],
  ['domoticz', 'Domoticz'],
  ['ems-esp', 'EMS-ESP'],
  ['esphome', 'ESPHome'],
  ['frigate', 'Frigate'],
  ['ha-discovery', 'Home Assistant MQTT'],
  ['ha-values', 'Home Assistant MQTT'],
  ['homie', 'Homie'],
  ['meshtastic', 'Meshtastic'],
  ['opendtu', 'OpenDTU / AhoyDTU'],
  ['openmqttgateway', 'OpenMQTTGateway / Theengs'],
  ['owntracks', 'OwnTracks'],
  ['rtl-433', 'rtl_433'],
  ['ruuvi-gateway', 'Ruuvi Gateway'],
  ['senml', 'SenML'],
  ['shelly-gen1', 'Shelly Gen1'],
  ['shelly-gen2', 'Shelly Gen2+'],
  ['sparkplug', 'Sparkplug B'],
  ['sys', '$SYS'],
  ['tasmota', 'Tasmota'],
  ['things-stack', 'The Things Stack'],
  ['thingsboard', 'ThingsBoard'],
  ['victron', 'Victron Venus OS'],
  ['wled', 'WLED'],
  ['zigbee2mqtt', 'Zigbee2MQTT'],
  ['zwave-js-ui', 'Z-Wave JS UI'],
]);

/** What people call a dialect; undefined for one that has no name of its own. */
export function dialectTitle(dialect: string): string | undefined {
  return TITLES.get(dialect);
}
