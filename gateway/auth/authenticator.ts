import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { KnownError } from '../../errors';
import type { ErrorLog, Logger } from '../../telemetry/logger';
import type { AuthSettings } from './auth-file';
import { anonymous, identityOf, type DecidePolicies, type RequestIdentity } from './identity';
import { createKeySet, KeysUnavailable } from './key-set';
import { readKeys } from './key-source';
import { loadPolicies, policyDecision } from './policies';
import { InvalidToken, verifyToken, type Issuer } from './verify-token';

/** Finds out who sent a request. */
export interface Authenticator {
  readonly settings: AuthSettings;
  /** The identity of a client without a token. */
  readonly nobody: RequestIdentity;
  /** Returns the client of a token. Rejects with UNAUTHENTICATED, or with AUTHENTICATION_UNAVAILABLE without keys. */
  identify(token: string): Promise<RequestIdentity>;
}

/** Verified tokens that are remembered, and for how long at most: a key that the issuer withdraws counts so much longer. */
const MAX_TOKENS = 5_000;
const REMEMBERED_MS = 60_000;

/** Opens the keys and policies of an AUTH file. Rejects with an AuthFileError for policies that cannot be loaded. */
export async function openAuthenticator(settings: AuthSettings, logger: Logger, log: ErrorLog): Promise<Authenticator> {
  const policies = settings.policies === undefined ? new Map() : await loadPolicies(settings.policies);
  const issuers = settings.issuers.map((each): [string, Issuer] => {
    const { issuer, keys: place, refreshSeconds } = each;
    const keys = createKeySet({ read: () => readKeys(place), refreshMs: refreshSeconds * 1_000, log: logger, place });
    void keys.current().catch(() => undefined); // so that the first request need not wait; a failure is logged
    return [issuer, { settings: each, keys }];
  });
  return createAuthenticator(settings, new Map(issuers), policyDecision(policies, log), logger);
}

export function createAuthenticator(
  settings: AuthSettings,
  issuers: ReadonlyMap<string, Issuer>,
  decidePolicies: DecidePolicies,
  logger: Pick<Logger, 'debug'>,
): Authenticator {
  const identities = new LRUCache<string, RequestIdentity>({ max: MAX_TOKENS });
  const identitySettings = { headers: settings.headers, tokenHeader: settings.token.header, decidePolicies };
  return {
    settings,
    nobody: anonymous(identitySettings),
    async identify(token) {
      const key = hash('sha256', token, 'base64url');
      const known = identities.get(key);
      if (known) return known;
      try {
        const verified = await verifyToken(token, issuers);
        const identity = identityOf(verified, identitySettings);
        const { exp = 0 } = verified.claims;
        const validMs = (exp + verified.issuer.clockSkewSeconds) * 1_000 - Date.now();
        const ttl = Math.min(REMEMBERED_MS, Math.floor(validMs));
        if (ttl > 0) identities.set(key, identity, { ttl });
        return identity;
      } catch (error) {
        if (error instanceof KeysUnavailable) throw keysUnavailable(error);
        if (!(error instanceof InvalidToken)) throw error;
        logger.debug({ reason: error.message }, 'a token was refused');
        throw invalidToken();
      }
    },
  };
}

/** The error for every token that is not valid. It never says why. */
export function invalidToken(): KnownError {
  return new KnownError('UNAUTHENTICATED', 'The token is not valid.', { next: 'Send a valid token.' });
}

/** The error for a request without a token where one is needed. */
export function tokenNeeded(): KnownError {
  return new KnownError('UNAUTHENTICATED', 'A token is needed.', { next: 'Send a valid token.' });
}

function keysUnavailable(cause: unknown): KnownError {
  return new KnownError('AUTHENTICATION_UNAVAILABLE', 'Tokens cannot be checked at the moment.', { cause });
}
