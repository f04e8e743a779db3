import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { JWK, JWTPayload, JWTVerifyOptions } from 'jose';
import type { IssuerSettings } from './auth-file';
import type { KeySet } from './key-set';
import type { PublicJwk } from './key-source';

/** Why a token is refused, for the log. Clients are never told. */
export class InvalidToken extends Error {}

export interface Issuer {
  readonly settings: IssuerSettings;
  readonly keys: KeySet;
}

/** The verified content of a token. */
export interface VerifiedToken {
  readonly issuer: IssuerSettings;
  readonly claims: JWTPayload;
}

const MAX_LENGTH = 8_192;
const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * Verifies a token: one of the issuers signed it with one of its keys, for this audience, and it is valid now. Rejects with an
 * InvalidToken, and with KeysUnavailable if that cannot be found out.
 */
export async function verifyToken(token: string, issuers: ReadonlyMap<string, Issuer>): Promise<VerifiedToken> {
  if (token.length > MAX_LENGTH) throw new InvalidToken('it is too long');
  if (!COMPACT.test(token)) throw new InvalidToken('it is not a signed JSON Web Token');
  const issuer = issuers.get(issuerOf(token));
  if (!issuer) throw new InvalidToken('its issuer is unknown');
  const { settings, keys } = issuer;
  try {
    return { issuer: settings, claims: await verify(token, await keys.current(), settings) };
  } catch (error) {
    if (!(error instanceof errors.JWKSNoMatchingKey)) throw refusal(error);
  }
  try {
    return { issuer: settings, claims: await verify(token, await keys.afterUnknownKey(), settings) };
  } catch (error) {
    throw refusal(error);
  }
}

/** The claimed issuer of a token that is not verified yet, or ''. */
function issuerOf(token: string): string {
  try {
    decodeProtectedHeader(token);
    const { iss } = decodeJwt(token);
    return typeof iss === 'string' ? iss : '';
  } catch {
    throw new InvalidToken('it is not a signed JSON Web Token');
  }
}

async function verify(token: string, keys: readonly PublicJwk[], settings: IssuerSettings): Promise<JWTPayload> {
  const { issuer, audience, algorithms, clockSkewSeconds, type } = settings;
  const payload = await verifySignature(token, keys, {
    issuer,
    audience: [...audience],
    algorithms: [...algorithms],
    clockTolerance: clockSkewSeconds,
    requiredClaims: ['exp'],
    ...(type !== undefined && { typ: type }),
  });
  const { sub } = payload;
  if (sub !== undefined && (typeof sub !== 'string' || sub.length > MAX_SUBJECT))
    throw new InvalidToken('its subject is not a short text');
  return payload;
}

const MAX_SUBJECT = 255;
/** Keys that a token without a key id is tried with. */
const MOST_TRIED = 10;

async function verifySignature(token: string, keys: readonly PublicJwk[], options: JWTVerifyOptions) {
  try {
    return (await jwtVerify(token, keyFinder(keys), options)).payload;
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    let tried = 0;
    for await (const key of error) {
      if (++tried > MOST_TRIED) break;
      const verified = await jwtVerify(token, key, options).catch(ifWrongKey);
      if (verified) return verified.payload;
    }
    throw new InvalidToken('none of the keys made its signature');
  }
}

function ifWrongKey(error: unknown): undefined {
  if (error instanceof errors.JWSSignatureVerificationFailed) return undefined;
  throw error;
}

const finders = new WeakMap<readonly PublicJwk[], ReturnType<typeof createLocalJWKSet>>();

/** Returns the function that finds the key of a token. It imports each key once. */
function keyFinder(keys: readonly PublicJwk[]) {
  let find = finders.get(keys);
  if (!find) finders.set(keys, (find = createLocalJWKSet({ keys: keys as unknown as JWK[] })));
  return find;
}

/** What jose and the Web Crypto API throw for a token is a refusal; that keys are missing is not. */
function refusal(error: unknown): unknown {
  if (error instanceof errors.JOSEError) return new InvalidToken(error.code);
  return error instanceof TypeError || (error as Error)?.name === 'OperationError' || error instanceof DOMException
    ? new InvalidToken('its key cannot be used')
    : error;
}
