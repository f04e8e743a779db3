import { startOf } from '../../ods/orders';
import type { CodeListRow, RoleRow } from '../../ods/facts';
import type { Loaders } from '../../graph/loaders';
import { when, type MaybePromise } from '../../maybe-promise';
import type { RoleHolding } from '../../schema/role';
import type { Moment } from '../moment';
import { roleByCode } from './code-lists';
import { globalId } from '../identity/global-id';
import { activeAt, DatedAt } from './dated';
import { keyOf, type OrganisationAt } from './organisation';

/** A role that an organisation holds, as it was at a moment. */
export class RoleHoldingAt extends DatedAt<RoleRow> implements RoleHolding {
  constructor(
    row: RoleRow,
    moment: Moment,
    readonly holder: string,
  ) {
    super(row, moment);
  }

  get id() {
    return globalId('RoleHolding', [this.holder, this.row.code, this.row.id, startOf(this.row)], this.moment);
  }
  get uniqueRoleId() {
    return this.row.id;
  }
  get isPrimary() {
    return this.row.isPrimary;
  }
}

/** Returns the primary role of an organisation; null when its record has none. */
export function primaryRoleOf({ state, moment }: OrganisationAt, loaders: Loaders): MaybePromise<CodeListRow | null> {
  return state.primaryRole === null ? null : roleByCode(state.primaryRole, moment, loaders);
}

/** Returns the roles held at a moment, or every stored one with `includeInactive`: primary first, then by role code. */
export function rolesOf(
  code: string,
  moment: Moment,
  includeInactive: boolean,
  loaders: Loaders,
): MaybePromise<RoleHoldingAt[]> {
  return when(loaders.roles.load(keyOf(code, moment)), (rows) => {
    const held = includeInactive ? rows : rows.filter((row) => activeAt(row, moment));
    return held.map((row) => new RoleHoldingAt(row, moment, code));
  });
}
