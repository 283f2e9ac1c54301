/**
 * Makes a clone ready: installs what is missing, and says nothing when nothing is. It runs before every
 * npm script that needs packages, on whatever Node the machine has, so this file keeps to syntax that
 * Node 12 can read: only then can an old Node be told what it lacks.
 */
const OLDEST_NODE = 18;
const major = Number(process.versions.node.split('.')[0]);

if (major < OLDEST_NODE) {
  console.error(
    `Sensorium needs Node ${OLDEST_NODE} or newer to install itself (this is ${process.version}).\n` +
      'Get a current one from https://nodejs.org and run the command again.',
  );
  process.exit(1);
}

import('./setup/install.mjs')
  .then(({ setUp }) => setUp())
  .then(
    (exitCode) => {
      process.exitCode = exitCode;
    },
    (/** @type {unknown} */ error) => {
      console.error(error);
      process.exitCode = 1;
    },
  );
