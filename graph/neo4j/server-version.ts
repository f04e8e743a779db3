/** The oldest Neo4j that the statements and their query plans are written for. */
const OLDEST = [5, 26] as const;

/** The server is older than what the statements are written for. */
export class UnsupportedVersionError extends Error {}

/** Throws an UnsupportedVersionError that names the required and the actual version. `agent` is the server's agent, for example 'Neo4j/5.26.0'. */
export function checkVersion(agent: string): void {
  const [major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(agent) ?? []).slice(1).map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  throw new UnsupportedVersionError(
    `Neo4j ${OLDEST.join('.')} or newer is needed; this server is ${agent || 'of unknown version'}.`,
  );
}
