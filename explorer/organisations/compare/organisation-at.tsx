import type { OrganisationRef } from '../graphql/types';
import type { Moment } from '../navigation/route';
import { RouteLink } from '../navigation/route-link';
import { CELL } from './words';

/** A link to an organisation at a moment of its own. */
export function OrganisationAt({ code, name, isActive, moment }: OrganisationRef & { readonly moment: Moment }) {
  return (
    <>
      <RouteLink to={{ code, text: '', moment }}>{name}</RouteLink> <span class="code">{code}</span>
      {isActive ? null : CELL.inactive}
    </>
  );
}
