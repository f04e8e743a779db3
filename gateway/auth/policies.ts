import { extname } from 'node:path';
import type { ErrorLog } from '../../telemetry/logger';
import { withTimeLimit } from '../../time-limit';
import { AuthFileError } from './auth-file';
import type { DecidePolicies } from './identity';

/** What a policy is asked about. */
export interface PolicyRequest {
  /** The name of the policy, as in the schema. */
  readonly policy: string;
  readonly isAuthenticated: boolean;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly scopes: readonly string[];
}

/** A function of the operator. It allows the request only if it returns true, or a promise of it. */
export type Policy = (request: PolicyRequest) => unknown;

/** Milliseconds that one policy may take. */
const TIMEOUT_MS = 1_000;

/**
 * Loads the policies of a module: its exported functions by name, and those of its default export, whose names may be any text.
 * Rejects with an AuthFileError.
 */
export async function loadPolicies(path: string): Promise<ReadonlyMap<string, Policy>> {
  let module: Record<string, unknown>;
  try {
    module = (await import(path)) as Record<string, unknown>;
  } catch (error) {
    throw new AuthFileError(
      `The policies cannot be loaded${extname(path) === '' ? '' : ` from ${path}`}: ${(error as Error).message}`,
    );
  }
  const { default: more, ...named } = module;
  const all = { ...named, ...(typeof more === 'object' && more !== null ? more : {}) };
  const policies = Object.entries(all).filter((entry): entry is [string, Policy] => typeof entry[1] === 'function');
  if (policies.length === 0) throw new AuthFileError(`${path} exports no function: a policy is an exported function.`);
  return new Map(policies);
}

/** Returns the decision about policies. What is unknown, fails or takes too long allows nothing, and is logged. */
export function policyDecision(
  policies: ReadonlyMap<string, Policy>,
  log: ErrorLog,
  timeoutMs = TIMEOUT_MS,
): DecidePolicies {
  return async (names, { isAuthenticated, claims, scopes }) => {
    const allows = async (policy: string): Promise<boolean> => {
      const decide = policies.get(policy);
      if (!decide) throw new Error('there is no such policy');
      return (await decide({ policy, isAuthenticated, claims, scopes: [...scopes] })) === true;
    };
    const decided = names.map(async (policy): Promise<string[]> => {
      try {
        const late = () => {
          throw new Error(`it took more than ${timeoutMs} ms`);
        };
        return (await withTimeLimit(timeoutMs, allows(policy), late)) ? [policy] : [];
      } catch (error) {
        log.error({ policy, reason: (error as Error)?.message }, 'a policy could not be decided: it allows nothing');
        return [];
      }
    });
    return new Set((await Promise.all(decided)).flat());
  };
}
