import type { MeasuredSizes } from '../../ods/measured-sizes';
import { typesLeadingDown, type View } from '../../ods/views';

type ByRole = Map<string, readonly string[]>;

/** By view and primary role, for each release; the roles of a release are those of its records, so there are few. */
const known = new WeakMap<MeasuredSizes, Map<View, ByRole>>();
/** Stands for a release of which nothing was measured. */
const NOT_MEASURED: MeasuredSizes = { lists: {}, holders: {} };
const NO_ROLE = '';

/**
 * Returns the relationship types that can lead down from an organisation in a view, without those of which no relationship of
 * the release ends at an organisation with its primary role. Most organisations have nothing below them, and are not looked up.
 */
export function typesDown(
  view: View,
  target: { readonly primaryRole: string | null } | null,
  sizes: MeasuredSizes = NOT_MEASURED,
): readonly string[] {
  const role = target?.primaryRole ?? NO_ROLE;
  const byRole = rolesOf(view, sizes);
  let types = byRole.get(role);
  if (types === undefined) byRole.set(role, (types = reduced(typesLeadingDown(view, target), role, sizes)));
  return types;
}

function rolesOf(view: View, sizes: MeasuredSizes): ByRole {
  let byView = known.get(sizes);
  if (byView === undefined) known.set(sizes, (byView = new Map()));
  let byRole = byView.get(view);
  if (byRole === undefined) byView.set(view, (byRole = new Map()));
  return byRole;
}

function reduced(types: readonly string[], role: string, { targets }: MeasuredSizes): readonly string[] {
  return targets === undefined ? types : types.filter((type) => targets[type]?.includes(role));
}
