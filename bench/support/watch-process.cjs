// Loaded into a server before it starts (--require). Answers each message of the parent process with the longest hold
// of the event loop since the message before and the CPU time of the process so far, in milliseconds; 'collect' also collects
// garbage. Linux only.
const { readFileSync } = require('node:fs');

/** The time that the main thread was on a processor comes first, in nanoseconds. */
const SCHEDULED = `/proc/self/task/${process.pid}/schedstat`;
let last = mark();
let holdMs = 0;

function mark() {
  return { ms: performance.now(), cpuMs: parseInt(readFileSync(SCHEDULED, 'utf8'), 10) / 1_000_000 };
}

/** A hold counts as far as the main thread used the processor in it: others on the machine also delay the timer. */
function look() {
  const now = mark();
  holdMs = Math.max(holdMs, Math.min(now.ms - last.ms - 1, now.cpuMs - last.cpuMs));
  last = now;
}

if (process.send) {
  setInterval(look, 1).unref();
  process.on('message', (message) => {
    if (message === 'collect') globalThis.gc?.();
    look();
    const { user, system } = process.cpuUsage();
    process.send({ holdMs, cpuMs: (user + system) / 1_000 });
    holdMs = 0;
    last = mark();
  });
  process.channel.unref();
}
