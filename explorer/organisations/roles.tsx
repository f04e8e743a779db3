import type { RoleHeld } from './answers';
import { Table, type Column } from './table';
import { dates } from './words';

const COLUMNS: readonly Column<RoleHeld>[] = [
  { head: 'Role', cell: ({ role, isPrimary }) => `${role.name} (${role.code})${isPrimary ? ', primary' : ''}` },
  { head: 'On the day', cell: ({ isActive }) => (isActive ? 'Held' : 'Not held') },
  { head: 'Dates', cell: (role) => dates(role) },
];

/** Every role that it ever held. */
export function Roles({ roles }: { readonly roles: readonly RoleHeld[] }) {
  return (
    <section aria-labelledby="roles">
      <h2 class="nhsuk-heading-m" id="roles">
        Roles
      </h2>
      {roles.length === 0 ? (
        <p>None</p>
      ) : (
        <Table caption="Roles" columns={COLUMNS} rows={roles} keyOf={({ id }) => id} />
      )}
    </section>
  );
}
