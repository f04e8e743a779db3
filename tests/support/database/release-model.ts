import { organisation, rel, role, type ReleaseInput } from './release-builder';

/** The content of a small release: a name for each code, and the code that commissions it, if any. */
export interface ReleaseModel {
  readonly date: string;
  readonly source?: string;
  readonly organisations: Readonly<Record<string, readonly [name: string, commissioner?: string]>>;
  /** List sizes that belong to the release, by code. */
  readonly sizes?: Readonly<Record<string, number>>;
}

/** Returns the release to write as a zip. */
export function toReleaseInput({ date, source, organisations }: ReleaseModel): ReleaseInput {
  const full = Object.entries(organisations).map(([code, [name, commissioner]], at) =>
    organisation(code, {
      name,
      roles: [role('RO177', `${at}1`, 'primaryRole="true"'), role('RO76', `${at}2`)],
      rels: commissioner === undefined ? [] : [rel('RE4', `${at}3`, commissioner)],
    }),
  );
  return { date, full, ...(source !== undefined && { source }) };
}

const NODES = '{ nodes { source { code name } target { code name } } }';

/** The query about one code whose answer `expectedAnswer` knows. */
export const factsQuery = (code: string) =>
  `{ organisation(code: "${code}") { name relationships(first: 100) ${NODES} } found: search(text: "${code}") { nodes { code } } }`;

export const sizeQuery = (code: string) =>
  `{ organisation(code: "${code}") { measurement(measure: "gp-list-size") { value } } }`;

/** Returns the data of `factsQuery` in a release with this content. */
export function expectedFacts(code: string, { organisations }: ReleaseModel): unknown {
  const facts = organisations[code];
  if (!facts) return { organisation: null, found: { nodes: [] } };
  const end = (of: string) => ({ code: of, name: organisations[of]![0] });
  const links = Object.entries(organisations)
    .flatMap(([source, [, target]]) => (target === undefined ? [] : [[source, target] as const]))
    .filter((ends) => ends.includes(code))
    .sort((a, b) => (a.find((of) => of !== code)! < b.find((of) => of !== code)! ? -1 : 1));
  const nodes = links.map(([source, target]) => ({ source: end(source), target: end(target) }));
  return { organisation: { name: facts[0], relationships: { nodes } }, found: { nodes: [{ code }] } };
}

/** Returns the data of `sizeQuery`, which is null with an error if no list sizes are loaded. */
export function expectedSize(code: string, { organisations, sizes }: ReleaseModel): unknown {
  const value = sizes?.[code];
  if (!organisations[code]) return { organisation: null };
  return { organisation: { measurement: value === undefined ? null : { value } } };
}
