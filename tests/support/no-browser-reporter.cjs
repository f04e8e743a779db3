const { writeSync } = require('node:fs');
const { CHROMIUM } = require('./chromium.cjs');

const STDERR = 2;

/** Prints as the last line of a run that the browser tests did not run. */
module.exports = class NoBrowserReporter {
  onRunComplete() {
    process.once('exit', () =>
      writeSync(STDERR, `\nThe browser tests were NOT run: there is no Chromium at ${CHROMIUM}.\n`),
    );
  }
};
