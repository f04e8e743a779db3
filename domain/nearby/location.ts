import { postcodeKey } from '../../ods/normalise';
import type { PostcodeFileRow, PostcodeRow } from '../../ods/facts';
import { when, type MaybePromise } from '../../maybe-promise';
import type { LocationMissing } from '../../schema/enums';
import type { OrganisationLocation } from '../../schema/nearby/location';
import type { Context } from '../context';
import type { OrganisationAt } from '../records/organisation';

type Reads = Pick<Context, 'loaders' | 'snapshot'>;

/** Returns where an organisation is, by the postcode of its record; null if that is not known, see `whyNotLocated`. */
export function locationOf(organisation: OrganisationAt, context: Reads): MaybePromise<OrganisationLocation | null> {
  return when(rowOf(organisation, context), (row) => {
    if (row?.latitude == null || row.longitude === null) return null;
    const { latitude, longitude, terminated, areas } = row;
    return { latitude, longitude, terminated, areas: toAreas(areas) };
  });
}

/** Returns why `locationOf` is null; null if it is not. */
export function whyNotLocated(organisation: OrganisationAt, context: Reads): MaybePromise<LocationMissing | null> {
  if (context.snapshot.postcodes === 0) return 'NO_POSTCODES_LOADED';
  if (organisation.state.postcode === null) return 'NO_POSTCODE';
  return when(rowOf(organisation, context), (row) => {
    if (row === null) return 'UNKNOWN_POSTCODE';
    return row.latitude === null ? 'NO_COORDINATES' : null;
  });
}

/** Returns the files that the postcodes are read from. */
export function postcodeFiles({ loaders, snapshot }: Reads): MaybePromise<readonly PostcodeFileRow[]> {
  return snapshot.postcodes === 0 ? [] : loaders.postcodeFiles.load({ generation: snapshot.postcodes });
}

function rowOf({ state }: OrganisationAt, { loaders, snapshot }: Reads): MaybePromise<PostcodeRow | null> {
  if (snapshot.postcodes === 0 || state.postcode === null) return null;
  return loaders.location.load({ postcode: postcodeKey(state.postcode), generation: snapshot.postcodes });
}

function toAreas(flat: readonly string[]): OrganisationLocation['areas'] {
  return Array.from({ length: flat.length / 2 }, (_, at) => ({ type: flat[2 * at]!, code: flat[2 * at + 1]! }));
}
