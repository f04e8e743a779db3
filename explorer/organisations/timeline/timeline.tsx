import { useContext } from 'preact/hooks';
import { asOf } from '../address';
import type { Organisation, Page, Upward } from '../answers';
import { Disclosure } from '../disclosure';
import TIMELINE from '../documents/timeline.graphql?raw';
import { GraphqlOf } from '../graphql-of';
import { More, usePaged } from '../paged';
import { OrganisationLink, PlaceContext } from '../place-link';
import { Problem } from '../problem';
import { Table, type Column } from '../table';
import { dates } from '../words';
import { Drawing } from './drawing';
import { kindsOf, yearsOf } from './lanes';

type Answer = { readonly organisation: { readonly relationships: Page<Upward> } | null };

/** Whom it belonged to over the years, by kind of relationship. */
export function Timeline({ organisation: { code, moment: shown } }: { readonly organisation: Organisation }) {
  const { moment } = useContext(PlaceContext);
  const variables = { code, asOf: asOf(moment) };
  const links = usePaged<Answer, Upward>(TIMELINE, variables, ({ organisation }) => organisation?.relationships);
  return (
    <section aria-labelledby="timeline">
      <h2 class="nhsuk-heading-m" id="timeline">
        Relationships over the years
      </h2>
      {links.error ? <Problem error={links.error} /> : null}
      {links.nodes.length === 0 ? null : <Shown links={links.nodes} date={shown.date} />}
      {links.totalCount === 0 ? <p>It never had a relationship to another organisation.</p> : null}
      {links.waiting || links.more ? <More of={links} what="relationships to others" /> : null}
      <GraphqlOf what="The years" document={TIMELINE} variables={variables} />
    </section>
  );
}

const COLUMNS: readonly Column<Upward>[] = [
  { head: 'Relationship', cell: ({ type }) => type.name.toLowerCase() },
  { head: 'To', cell: ({ target }) => <OrganisationLink {...target} /> },
  { head: 'Dates', cell: (link) => dates(link) },
  { head: 'On the day', cell: ({ isActive }) => (isActive ? 'Holds' : 'Does not hold') },
];

function Shown({ links, date }: { readonly links: readonly Upward[]; readonly date: string }) {
  const years = yearsOf(links, date);
  const kinds = kindsOf(links, years);
  const rows = kinds.flatMap(({ lanes }) => lanes.flatMap(({ spans }) => spans.map(({ id }) => id)));
  const byKind = rows.map((id) => links.find((link) => link.id === id)!);
  const label = `Relationships to others from ${years.first} to ${years.last}; the table below says the same.`;
  return (
    <>
      <Drawing kinds={kinds} years={years} date={date} label={label} />
      <Disclosure
        summary="The years as a table"
        content={() => <Table caption="The years" columns={COLUMNS} rows={byKind} keyOf={({ id }) => id} />}
      />
    </>
  );
}
