const { writeSync } = require('node:fs');
const { REDIS } = require('./redis.cjs');

const STDERR = 2;

/** Prints at the end of a run that the tests of the shared store did not run. */
module.exports = class NoRedisReporter {
  onRunComplete() {
    process.once('exit', () =>
      writeSync(STDERR, `\nThe tests of the shared store were NOT run: there is no Redis or Valkey at ${REDIS}.\n`),
    );
  }
};
