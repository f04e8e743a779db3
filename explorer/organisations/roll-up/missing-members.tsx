import { useContext, useState } from 'preact/hooks';
import { asOfArgument } from '../navigation/route';
import type { OrganisationRef } from '../graphql/types';
import { useQuery } from '../graphql/request';
import MISSING_MEMBERS from '../documents/missing-members.graphql?raw';
import { OrganisationLinks, RouteContext } from '../navigation/route-link';
import { formatNumber } from '../text/format';
import type { Group } from './types';
import type { RollUpParams } from './params';

interface Props {
  readonly group: Group;
  readonly params: RollUpParams;
}

/** The number of members without a value; their names are loaded when the reader opens the list. */
export function MissingMembers({ group, params }: Props) {
  const [open, setOpen] = useState(false);
  if (group.missing === 0) return <>none</>;
  const text = `${formatNumber(group.missing)}, show names`;
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
  if (!data?.organisation) return <p role="status">Loading…</p>;
  const { missing, missingCount } = data.organisation.total;
  return (
    <>
      <OrganisationLinks to={missing} />
      {missingCount > missing.length ? <p>{`The first ${missing.length} of ${formatNumber(missingCount)}.`}</p> : null}
    </>
  );
}
