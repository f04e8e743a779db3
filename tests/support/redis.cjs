const { existsSync } = require('node:fs');

/** Path of Redis or Valkey for the tests of the shared store: one of Debian's unless REDIS_SERVER names another. */
const REDIS =
  process.env.REDIS_SERVER ??
  ['/usr/bin/redis-server', '/usr/bin/valkey-server'].find((path) => existsSync(path)) ??
  '/usr/bin/redis-server';

/** Whether to run these tests. REQUIRE_REDIS=1 runs (and fails) them without a server. */
const RUN = existsSync(REDIS) || process.env.REQUIRE_REDIS === '1';

module.exports = { REDIS, RUN };
