import { useState, type ChangeEvent } from 'react';
import { useQuery } from '@apollo/client/react';
import { LiveReleaseDocument, RegionsDocument } from './gql/graphql';
import { Failure, Loading } from './states';
import { Rows, type Context } from './tree';

/** `?measure=` of the address shows another measure beside the names. */
const MEASURE = new URLSearchParams(location.search).get('measure') ?? 'gp-list-size';

export function Dashboard() {
  const { data, error, loading, refetch } = useQuery(LiveReleaseDocument);
  const release = data?.release;
  return (
    <main>
      <h1>Organisations on a day</h1>
      {loading && !release && <Loading what="the release" />}
      <Failure error={error} title="The page could not be loaded." retry={refetch} />
      {!loading && !error && !release && <p className="empty">No release is loaded.</p>}
      {release && <OnDay release={release.id} firstDay={release.publicationDate} />}
    </main>
  );
}

/** The regions on the chosen day. The release is named too: such a response never changes, so caches may keep it. */
function OnDay({ release, firstDay }: { readonly release: string; readonly firstDay: string }) {
  const [date, setDate] = useState(firstDay);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const toggle = (branch: string) =>
    setOpened((now) => new Set(now.has(branch) ? [...now].filter((other) => other !== branch) : [...now, branch]));
  const change = ({ target }: ChangeEvent<HTMLInputElement>) => target.value !== '' && setDate(target.value);
  return (
    <>
      <p>
        <label htmlFor="day">Day</label> <input id="day" type="date" required value={date} onChange={change} />{' '}
        <small>in the release of {release}</small>
      </p>
      <Regions context={{ asOf: { date, release }, measure: MEASURE, opened, toggle }} />
    </>
  );
}

function Regions({ context }: { readonly context: Context }) {
  const { asOf, measure } = context;
  const { data, error, loading, refetch } = useQuery(RegionsDocument, { variables: { asOf, measure } });
  if (loading && !data?.search) return <Loading what="the regions" />;
  const rows = data?.search?.nodes ?? [];
  return (
    <section aria-labelledby="regions">
      <h2 id="regions">Regions</h2>
      <Failure error={error} title="A part of this list could not be loaded." retry={refetch} />
      {!error && rows.length === 0 && <p className="empty">There was no region on this day.</p>}
      <Rows rows={rows} context={context} />
    </section>
  );
}
