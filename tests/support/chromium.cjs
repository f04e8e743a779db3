const { existsSync } = require('node:fs');

/** Path of Chromium for the browser tests: Debian's unless CHROMIUM names another. */
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Whether to run the browser tests. REQUIRE_BROWSER=1 runs (and fails) them without a browser. */
const RUN = existsSync(CHROMIUM) || process.env.REQUIRE_BROWSER === '1';

module.exports = { CHROMIUM, RUN };
