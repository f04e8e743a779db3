import { useContext, useState } from 'preact/hooks';
import { asOfArgument } from '../navigation/route';
import type { OrganisationRef } from '../graphql/types';
import { useQuery } from '../graphql/request';
import MISSING_MEMBERS from '../documents/missing-members.graphql?raw';
import { OrganisationLinks, RouteContext } from '../navigation/route-link';
import type { Group } from './types';
import type { RollUpParams } from './params';
import { WORDS as SHARED } from '../components/words';
import { WORDS } from './words';

interface Props {
  readonly group: Group;
  readonly params: RollUpParams;
}

/** The number of members without a value; their names are loaded when the reader opens the list. */
export function MissingMembers({ group, params }: Props) {
  const [open, setOpen] = useState(false);
  if (group.missing === 0) return <>{WORDS.noneMissing}</>;
  const text = WORDS.showNames(group.missing);
  return (
    <details onToggle={(event) => setOpen((event.currentTarget as HTMLDetailsElement).open)}>
      <summary aria-label={`${text}, ${group.organisation.name}`}>{text}</summary>
      {open ? <MissingList group={group} params={params} /> : null}
    </details>
  );
}

interface Data {
  readonly organisation: {
    readonly total: { readonly missingCount: number; readonly missing: readonly OrganisationRef[] };
  } | null;
}

function MissingList({ group, params: { kind, view, measure, valuesOn } }: Props) {
  const { moment } = useContext(RouteContext);
  const variables = {
    code: group.organisation.code,
    measure,
    view,
    kinds: [kind],
    valuesOn: valuesOn || null,
    asOf: asOfArgument(moment),
  };
  const { data, error } = useQuery<Data>(MISSING_MEMBERS, variables);
  if (error) return <p role="alert">{error.message}</p>;
  if (!data?.organisation) return <p role="status">{SHARED.loading}</p>;
  const { missing, missingCount } = data.organisation.total;
  return (
    <>
      <OrganisationLinks to={missing} />
      {missingCount > missing.length ? <p>{WORDS.firstOf(missing.length, missingCount)}</p> : null}
    </>
  );
}
