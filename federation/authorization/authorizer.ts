import { KnownError } from '../../errors';
import type { MaybePromise } from '../../maybe-promise';
import type { ConditionalOperation } from '../planning/conditions';
import { deniedPaths } from './denied-fields';
import { policiesOf, type Grants, type Identity, type Requirement } from './requirement';
import type { FieldNode } from 'graphql';

/** Returns what a client has of what an operation requires. Its policies are only asked if the operation needs them. */
export function grantsOf(requirements: readonly Requirement[], identity: Identity): MaybePromise<Grants> {
  const { isAuthenticated, scopes } = identity;
  const names = policiesOf(requirements);
  const withPolicies = (policies: ReadonlySet<string>): Grants => ({ isAuthenticated, scopes, policies });
  if (names.length === 0) return withPolicies(new Set());
  const allowed = identity.allowedBy(names);
  return allowed instanceof Promise ? allowed.then(withPolicies) : withPolicies(allowed);
}

/** The error of a field that a client may not read. It does not say what is missing. */
export function unauthorizedField(extensions: Record<string, unknown> = {}): KnownError {
  return new KnownError('UNAUTHORIZED_FIELD_OR_TYPE', 'Unauthorized field or type', { extensions });
}

/** The error of an operation that is refused because of some of its fields, which it names by their response paths. */
export function refusedOperation(operation: ConditionalOperation, denied: ReadonlySet<FieldNode>): KnownError {
  return unauthorizedField({ fields: deniedPaths(operation, denied).map((path) => path.join('.')) });
}
