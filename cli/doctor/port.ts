import type { Config } from '../../config';
import { checkPorts } from '../check-ports';
import { localUrlOf } from '../serving/address';
import { ok, problem, problemOf, warning, type Finding } from './finding';

const PROBE_MS = 2_000;

/**
 * Checks that the ports can be opened, or that this service has opened them already, which is a problem for a process that
 * is `toOpen` them.
 */
export async function portFinding(config: Config, { toOpen = false } = {}): Promise<Finding> {
  const { PORT: port, HOST: host } = config;
  const name = 'Port';
  try {
    await checkPorts(config);
    return ok(name, port === 0 ? 'A free port is chosen at the start.' : `Port ${port} of ${host} can be opened.`);
  } catch (error) {
    const url = `${localUrlOf(host, port)}/readyz`;
    const ready = await stateOfServer(url);
    if (ready === undefined) return problemOf(name, error);
    if (toOpen) {
      const seen = `Port ${port} of ${host} is in use: this service serves there already, at ${localUrlOf(host, port)}.`;
      return problem(name, seen, 'Use that one, stop it, or set PORT to another one.');
    }
    if (ready) return ok(name, `This service serves on port ${port} of ${host}, and is ready.`);
    const seen = `This service serves on port ${port} of ${host}, and is not ready.`;
    return warning(name, seen, `Read the reason at ${url}.`);
  }
}

/** Whether the server at this address is ready; undefined if it is no server of this service. */
async function stateOfServer(url: string): Promise<boolean | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PROBE_MS) });
    const { status } = (await response.json()) as { readonly status?: unknown };
    return typeof status === 'string' ? response.ok : undefined;
  } catch {
    return undefined;
  }
}
