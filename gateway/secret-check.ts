import { createHash, timingSafeEqual } from 'node:crypto';

/** Returns a function that compares a value with the secret in constant time. */
export function createSecretCheck(secret: string): (given: unknown) => boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const expected = digest(secret);
  return (given) => typeof given === 'string' && timingSafeEqual(digest(given), expected);
}
