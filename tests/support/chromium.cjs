const { existsSync } = require('node:fs');

/** The browser of the browser tests: Debian's, unless CHROMIUM names another one. */
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Whether they are run: without a browser only when they have to be. */
const RUN = existsSync(CHROMIUM) || process.env.REQUIRE_BROWSER === '1';

module.exports = { CHROMIUM, RUN };
