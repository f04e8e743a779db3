const { readFileSync } = require('node:fs');
const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * The suites of real releases share one database, which the first of them loads for minutes. It begins at once, and the
 * others come last: earlier, they would occupy the other worker and only wait.
 */
module.exports = class ReleaseSequencer extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    if (!process.env.ODS_RELEASES) return sorted;
    const [first, ...others] = sorted.filter(usesReleases);
    if (first === undefined) return sorted;
    return [first, ...sorted.filter((test) => !usesReleases(test)), ...others];
  }
};

function usesReleases({ path }) {
  return /^describeWithReleases\(/m.test(readFileSync(path, 'utf8'));
}
