import { bodyOf, inParts, queryOf, type Channel, type Service } from './channel';
import { inFile } from './enrich';
import { joined, type Facts } from './facts';
import { BY_ARGUMENT, toFacts, type Answered } from './graphql';

/** `ods-graph query` on the graph itself. */
export const queryCommand =
  ({ command }: Service): Channel =>
  (codes, asOf) =>
    inParts(codes, 50, async (part) => {
      const printed = await inFile('variables.json', JSON.stringify({ codes: part, asOf }), (variables) =>
        inFile('query.graphql', BY_ARGUMENT, (query) => command(['query', query, '--variables', variables])),
      );
      const { data } = JSON.parse(printed) as { data: { organisations: (Answered | null)[] } };
      return new Map(data.organisations.flatMap((each) => (each ? [[each.code, toFacts(each)]] : [])));
    });

type Value = { readonly id?: string; readonly str?: string };
const PROPERTIES = ['name', 'status', 'postcode', 'parent', 'commissioner', 'icb', 'region', 'successors'];

/** The data extension service for spreadsheets. */
export const reconcile =
  ({ url }: Service): Channel =>
  (codes, asked) =>
    inParts(codes, 200, async (part) => {
      const extend = JSON.stringify({ ids: part, properties: PROPERTIES.map((id) => ({ id })) });
      const body = new URLSearchParams({ extend });
      const response = await fetch(`${url}/reconcile?${queryOf(asked)}`, { method: 'POST', body });
      const { rows } = JSON.parse(await bodyOf(response)) as { rows: Record<string, Record<string, Value[]>> };
      return new Map(Object.entries(rows).map(([code, row]) => [code, factsIn(row)]));
    });

function factsIn(row: Readonly<Record<string, readonly Value[]>>): Partial<Facts> {
  const text = (name: string) => joined((row[name] ?? []).map(({ id, str }) => id ?? str ?? ''));
  return {
    name: text('name'),
    isActive: String(text('status') === 'active'),
    postcode: text('postcode'),
    operator: text('parent'),
    commissioner: text('commissioner'),
    icb: text('icb'),
    region: text('region'),
    successor: text('successors'),
  };
}
