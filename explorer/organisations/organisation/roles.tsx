import type { OrganisationRole } from '../graphql/types';
import { Table, type Column } from '../components/table';
import { formatPeriods } from '../text/format';
import { WORDS } from './words';

const COLUMNS: readonly Column<OrganisationRole>[] = [
  { head: WORDS.role, cell: ({ role, isPrimary }) => `${role.name} (${role.code})${isPrimary ? WORDS.primary : ''}` },
  { head: WORDS.status, cell: ({ isActive }) => (isActive ? WORDS.current : WORDS.notCurrent) },
  { head: WORDS.dates, cell: (role) => formatPeriods(role) },
];

/** All its roles, current and past. */
export function Roles({ roles }: { readonly roles: readonly OrganisationRole[] }) {
  return (
    <section aria-labelledby="roles">
      <h2 class="nhsuk-heading-m" id="roles">
        {WORDS.roles}
      </h2>
      {roles.length === 0 ? (
        <p>{WORDS.noRoles}</p>
      ) : (
        <Table caption={WORDS.roles} columns={COLUMNS} rows={roles} keyOf={({ id }) => id} />
      )}
    </section>
  );
}
