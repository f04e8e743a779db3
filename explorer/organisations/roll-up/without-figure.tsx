import { useContext, useState } from 'preact/hooks';
import { asOf } from '../address';
import type { Named } from '../answers';
import { useAnswer } from '../ask';
import WITHOUT_FIGURE from '../documents/without-figure.graphql?raw';
import { Links, PlaceContext } from '../place-link';
import { figure } from '../words';
import type { Group } from './answers';
import type { Chosen } from './chosen';

interface Shown {
  readonly group: Group;
  readonly chosen: Chosen;
}

/** How many of a group have no figure; who they are is asked when somebody wants to know. */
export function WithoutFigure({ group, chosen }: Shown) {
  const [open, setOpen] = useState(false);
  if (group.missing === 0) return <>none</>;
  const text = `${figure(group.missing)}, named`;
  return (
    <details onToggle={(event) => setOpen((event.currentTarget as HTMLDetailsElement).open)}>
      <summary aria-label={`${text}, of ${group.organisation.name}`}>{text}</summary>
      {open ? <Missing group={group} chosen={chosen} /> : null}
    </details>
  );
}

interface Answer {
  readonly organisation: {
    readonly total: { readonly missingCount: number; readonly missing: readonly Named[] };
  } | null;
}

function Missing({ group, chosen: { kind, view, measure } }: Shown) {
  const { moment } = useContext(PlaceContext);
  const variables = { code: group.organisation.code, measure, view, kinds: [kind], asOf: asOf(moment) };
  const { data, error } = useAnswer<Answer>(WITHOUT_FIGURE, variables);
  if (error) return <p role="alert">{error.message}</p>;
  if (!data?.organisation) return <p role="status">Loading…</p>;
  const { missing, missingCount } = data.organisation.total;
  return (
    <>
      <Links to={missing} />
      {missingCount > missing.length ? <p>{`The first ${missing.length} of ${figure(missingCount)}.`}</p> : null}
    </>
  );
}
