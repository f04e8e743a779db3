const { readFileSync } = require('node:fs');
const { default: Sequencer } = require('@jest/test-sequencer');

/** The part of the other suites that runs while the first suite of real releases loads them. */
const WHILE_LOADING = 1 / 10;

/**
 * The suites of real releases share one database, which the first of them loads for minutes. It begins at once, and the
 * others come when that is done: earlier, they would occupy the other worker and only wait; last, the longest of them
 * would run alone.
 */
module.exports = class ReleaseSequencer extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    if (!process.env.ODS_RELEASES) return sorted;
    const [first, ...others] = sorted.filter(usesReleases);
    if (first === undefined) return sorted;
    const without = sorted.filter((test) => !usesReleases(test));
    const loaded = Math.ceil(without.length * WHILE_LOADING);
    return [first, ...without.slice(0, loaded), ...others, ...without.slice(loaded)];
  }
};

function usesReleases({ path }) {
  return /^describeWithReleases\(/m.test(readFileSync(path, 'utf8'));
}
