import type { OrganisationRole } from '../graphql/types';
import { Table, type Column } from '../components/table';
import { formatPeriods } from '../text/format';

const COLUMNS: readonly Column<OrganisationRole>[] = [
  { head: 'Role', cell: ({ role, isPrimary }) => `${role.name} (${role.code})${isPrimary ? ', primary' : ''}` },
  { head: 'Status', cell: ({ isActive }) => (isActive ? 'Current' : 'Not current') },
  { head: 'Dates (operational unless marked)', cell: (role) => formatPeriods(role) },
];

/** All its roles, current and past. */
export function Roles({ roles }: { readonly roles: readonly OrganisationRole[] }) {
  return (
    <section aria-labelledby="roles">
      <h2 class="nhsuk-heading-m" id="roles">
        Roles
      </h2>
      {roles.length === 0 ? (
        <p>This release has no role of it, on any day.</p>
      ) : (
        <Table caption="Roles" columns={COLUMNS} rows={roles} keyOf={({ id }) => id} />
      )}
    </section>
  );
}
