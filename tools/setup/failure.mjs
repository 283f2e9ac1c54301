const TAIL_LINES = 15;

/** @type {[RegExp, string][]} */
const CAUSES = [
  [
    /EUSAGE|out of sync|in sync/u,
    'package.json and package-lock.json do not fit together; run `npm install` and commit the lock file.',
  ],
  [/ENOSPC/u, 'The disk is full.'],
  [/EACCES|EPERM|EROFS/u, 'A file or folder cannot be written to.'],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED/u,
    'The package registry cannot be reached. The first installation needs the network (or a proxy, see `npm config set proxy`).',
  ],
  [/EINTEGRITY/u, 'A downloaded package is not the one in the lock file; `npm cache verify` may help.'],
  [/ENOENT.*spawn|spawn.*ENOENT|npm: not found/u, 'npm was not found beside Node.'],
];

/**
 * What went wrong, what to do, and the end of what npm said.
 * @param {string} output
 * @returns {string}
 */
export function explainFailure(output) {
  const cause = CAUSES.find(([pattern]) => pattern.test(output))?.[1] ?? 'npm gave up; this is what it said:';
  // After this line npm explains its own options.
  const [said = ''] = output.split(/^npm error Clean install a project/mu);
  const lines = said.split('\n').filter((line) => !/^(npm error)?\s*$/u.test(line));
  const tail = lines.slice(-TAIL_LINES);
  return ['Installing the packages failed.', cause, ...tail.map((line) => `  ${line}`)].join('\n');
}

/**
 * Whether npm's cache is older than the lock file, so that asking the registry again would help.
 * @param {string} output
 * @returns {boolean}
 */
export function isStaleCache(output) {
  return /ETARGET|ENOVERSIONS|EINTEGRITY/u.test(output);
}
