#!/usr/bin/env node
// The entry. It must parse on any Node.js there is, for it is the first one in PATH that runs it: nothing is imported
// before the version is known to be enough.
const needed = 24;

if (Number(process.versions.node.split('.')[0]) < needed) {
  process.stderr.write(
    `pgstow: Node.js ${needed} or newer is needed; this is ${process.versions.node} (${process.execPath})\n` +
      `hint: install it from https://nodejs.org, or put the folder of a newer node first in PATH\n`,
  );
  process.exit(2);
}

import('./start.ts').then(({ start }) => start(process.argv.slice(2)));

export {};
