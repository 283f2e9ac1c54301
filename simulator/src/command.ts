import { Command } from 'commander';

/** Options as they stand on the command line, unchecked. */
export interface RawOptions {
  broker?: string;
  username?: string;
  caFile?: string;
  devices?: string;
  scenario?: string;
  kinds?: string;
  interval?: string;
  seed?: string;
  duration?: string;
  qos?: string;
  style?: string;
  base?: string;
  connections?: string;
  clean?: boolean;
  mishaps?: boolean;
  once?: boolean;
  quiet?: boolean;
  listKinds?: boolean;
  replay?: string;
  speed?: string;
  loop?: boolean;
  originalTime?: boolean;
  step?: string;
  device?: string;
  timeColumn?: string;
  deviceColumn?: string;
}

const MORE = `
Environment:
  MQTT_URL             broker, if --broker is not given
  MQTT_USERNAME        user name, if --username is not given
  MQTT_PASSWORD        password; or MQTT_PASSWORD_FILE, a file that holds it (never on the command line)
  MQTT_CA_FILE         certificates of the authority, if --ca-file is not given

Replay: --replay FILE.csv publishes the lines of a table instead of a fleet. Its time column (ISO 8601, unix
time, or a counter such as a cycle number) and its device column are found by name and values; all other
columns are metrics. Stamps begin now and keep the gaps of the file, divided by --speed. With --speed max
the file ends now, with its own gaps.

Connections: with one connection per device, each device has its own last will: the broker itself says
"offline" when the simulator dies. On shared connections there is no last will, no device crashes, and
only a clean stop (Ctrl-C) says "offline".

Examples:
  npm run simulator                                     the demo fleet on mqtt://127.0.0.1:1883
  npm run simulator -- --devices 500 --interval 1000    500 devices of all kinds, each once a second
  npm run simulator -- --devices 20 --kinds pump,water-tank --mishaps --seed 7
  npm run simulator -- --devices 20000 --interval 1000 --connections 16 --duration 60
  MQTT_PASSWORD_FILE=pw npm run simulator -- --broker mqtts://broker.example:8883 --username demo \\
    --ca-file ca.pem --base sensorium-demo --clean
  npm run simulator -- --replay weather.csv --speed 3600 --loop
  npm run simulator -- --replay engines.csv --device-column engine --time-column cycle --step 1000

Exit codes: 0 stopped cleanly, 1 broker refused (or not reachable with --once), 2 faulty options or file.`;

/** The command line: names, texts and defaults. Values are checked by `checkOptions`. */
export function makeCommand(): Command {
  return new Command('simulator')
    .description('Publishes the telemetry of simulated devices over MQTT, until Ctrl-C.')
    .option('--broker <url>', 'mqtt://, mqtts://, ws:// or wss:// (default: mqtt://127.0.0.1:1883)')
    .option('--username <name>', 'user name at the broker')
    .option('--ca-file <file>', 'certificates of the authority, PEM, for mqtts:// and wss://')
    .option('--scenario <name>', 'demo: 48 devices on three sites; plain: --devices devices of --kinds')
    .option('--devices <n>', 'size of a plain fleet, 1 to 20000 (without it: the demo fleet)')
    .option('--kinds <list>', 'only these kinds, separated by commas (see --list-kinds)')
    .option('--interval <ms>', 'each device publishes each so many ms (default: its own rhythm)')
    .option('--seed <n>', 'another fleet and another day: same seed, same values (default: 1)')
    .option('--duration <s>', 'stop after so many seconds (default: never)')
    .option('--qos <0|1>', 'quality of service of telemetry (default: 0)')
    .option(
      '--style <json|plain>',
      'one JSON object per sample, or one bare value per metric (default: json)',
    )
    .option('--base <prefix>', 'publish under <prefix>/devices/… instead of devices/…')
    .option(
      '--connections <n>',
      'at most so many connections (default: one per device up to 200 devices, else 8)',
    )
    .option('--clean', 'when stopping, remove the retained topics (status, meta)')
    .option('--mishaps', 'crashes, silence, open doors, wear, clock skew (default: only for the demo fleet)')
    .option('--no-mishaps', 'nothing ever goes wrong')
    .option('--once', 'exit with 1 if the broker is not reachable at once')
    .option('--quiet', 'no throughput line')
    .option('--list-kinds', 'list the kinds of device and their metrics, and exit')
    .option('--replay <file>', 'publish the lines of a CSV file instead of simulated devices')
    .option('--speed <n|max>', 'so many times as fast as the file; max or 0: as fast as it goes (default: 1)')
    .option('--loop', 'begin again when the file has come to its end')
    .option('--original-time', "keep the file's own time stamps instead of shifting them to now")
    .option('--step <ms>', 'what one step of a time column that only counts stands for (default: 1000)')
    .option('--device <id>', 'id of the device, or prefix of the ids (default: from file or device column)')
    .option('--time-column <header>', 'the time column, if it is not found')
    .option('--device-column <header>', 'one device per value of this column, or "none" (default: found)')
    .addHelpText('after', MORE);
}
