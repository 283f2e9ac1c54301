import { join, resolve } from 'node:path';
import { addressOf, BackupFault, orderBackup, settingsOf } from './backup-order.ts';

/** `npm run backup [-- http://host:port/]`: has the running backend make a backup, and says where it is. */

const ROOT = join(import.meta.dirname, '..');

try {
  const settings = settingsOf(ROOT, process.env);
  const given = process.argv[2];
  const address = addressOf(given, settings);
  const { name, bytes, readings, series, devices } = await orderBackup(address);
  const folder = given === undefined ? resolve(ROOT, settings.DATA_DIR ?? 'data') : 'its data folder';
  const counts = [`${readings} readings`, `${series} series`, `${devices} devices`];
  const size = `${(bytes / 1e6).toFixed(1)} MB`;
  process.stdout.write(`backup ${name} in ${join(folder, 'backups')}\n${[...counts, size].join(', ')}\n`);
} catch (error) {
  if (!(error instanceof BackupFault)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
