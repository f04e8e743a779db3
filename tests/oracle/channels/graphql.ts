import { bodyOf, inParts, type Asked, type Channel, type Service } from './channel';
import { distinct, joined, sorted, type Answers, type Facts } from './facts';

const LEVEL = '{ organisations { code } reason }';
/** What is asked of an organisation; a selection on Organisation. */
export const FIELDS = `code name isActive basisUsed kinds address { postcode } roles { role { code } }
  operator: parents(view: OPERATION) { code } commissioner: parents(view: COMMISSIONING) { code }
  parent: parents(view: REPORTING) { code } subIcb: belongsTo(kind: SUB_ICB_LOCATION) ${LEVEL}
  icb: belongsTo(kind: ICB) ${LEVEL} region: belongsTo(kind: REGION) ${LEVEL}
  commissionerLevel: belongsTo(level: COMMISSIONER) ${LEVEL} system: belongsTo(level: COMMISSIONING_SYSTEM) ${LEVEL}
  network: networks { code } payment { payees { organisation { code } } } successor: becameNow { code }
  links: relationships(direction: UP, first: 200) { nodes { type { code } target { code } } }`;

interface Linked {
  readonly code: string;
}
interface Level {
  readonly organisations: readonly Linked[];
  readonly reason: string | null;
}

/** An organisation as FIELDS selects it. */
export interface Answered {
  readonly id?: string;
  readonly code: string;
  readonly name: string;
  readonly isActive: boolean;
  readonly basisUsed: string;
  readonly kinds: readonly string[];
  readonly address: { readonly postcode: string | null } | null;
  readonly roles: readonly { readonly role: Linked }[];
  readonly operator: readonly Linked[];
  readonly commissioner: readonly Linked[];
  readonly parent: readonly Linked[];
  readonly subIcb: Level;
  readonly icb: Level;
  readonly region: Level;
  readonly commissionerLevel: Level;
  readonly system: Level;
  readonly network: readonly Linked[];
  readonly payment: { readonly payees: readonly { readonly organisation: Linked }[] };
  readonly successor: readonly Linked[];
  readonly links: { readonly nodes: readonly { readonly type: Linked; readonly target: Linked }[] };
}

const codesOf = (linked: readonly Linked[]): string => joined(linked.map(({ code }) => code));

export function toFacts(of: Answered): Facts {
  const levels = {
    subIcb: of.subIcb,
    icb: of.icb,
    region: of.region,
    commissionerLevel: of.commissionerLevel,
    system: of.system,
  };
  const found = Object.fromEntries(
    Object.entries(levels).map(([name, { organisations }]) => [name, codesOf(organisations)]),
  ) as Record<keyof typeof levels, string>;
  return {
    name: of.name,
    postcode: of.address?.postcode ?? '',
    kind: of.kinds[0]!,
    kinds: joined(of.kinds),
    isActive: String(of.isActive),
    basisUsed: of.basisUsed,
    roles: sorted(distinct(of.roles.map(({ role }) => role.code))),
    operator: codesOf(of.operator),
    commissioner: codesOf(of.commissioner),
    parent: codesOf(of.parent),
    ...found,
    icbReason: of.icb.reason ?? '',
    regionReason: of.region.reason ?? '',
    network: codesOf(of.network),
    payee: joined(distinct(of.payment.payees.map(({ organisation }) => organisation.code))),
    successor: of.isActive ? '' : codesOf(of.successor),
    links: sorted(of.links.nodes.map(({ type, target }) => `${type.code} ${target.code}`)),
  };
}

/** Sends a query and returns its data. Throws if there are errors. */
export async function queryData<T>(url: string, query: string, variables: object, asked?: Asked): Promise<T> {
  const moment = asked && `date=${asked.date};basis=${asked.basis};release=${asked.release}`;
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(moment && { 'ods-as-of': moment }) },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = JSON.parse(await bodyOf(response)) as { data: T; errors?: { message: string }[] };
  if (errors) throw new Error(errors[0]?.message);
  return data;
}

type Found = readonly (Answered | null)[];

const answersOf = (found: Found): Answers =>
  new Map(found.flatMap((each) => (each === null ? [] : [[each.code, toFacts(each)] as const])));

export const BY_ARGUMENT = `query ($codes: [ID!]!, $asOf: AsOf) { organisations(codes: $codes, asOf: $asOf) { ${FIELDS} } }`;
const BY_HEADER = `query ($codes: [ID!]!) { organisations(codes: $codes) { id ${FIELDS} } }`;
const BY_ITEM = `query ($items: [CodeAsOf!]!, $asOf: AsOf) { organisationsAsOf(items: $items, asOf: $asOf) { ${FIELDS} } }`;
const BY_ID = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Organisation { ${FIELDS} } } }`;
const PART = 50;

/** The moment as an argument. */
export const graphqlByArgument =
  ({ url }: Service): Channel =>
  (codes, asOf) =>
    inParts(codes, PART, async (part) => {
      const { organisations } = await queryData<{ organisations: Found }>(url, BY_ARGUMENT, { codes: part, asOf });
      return answersOf(organisations);
    });

/** The moment in the header, and then the objects by their ids. Both must say the same. */
export const graphqlByHeaderAndId =
  ({ url }: Service): Channel =>
  (codes, asked) =>
    inParts(codes, PART, async (part) => {
      const { organisations } = await queryData<{ organisations: Found }>(url, BY_HEADER, { codes: part }, asked);
      const ids = organisations.flatMap((each) => each?.id ?? []);
      const { nodes } = await queryData<{ nodes: Found }>(url, BY_ID, { ids });
      const [first, again] = [answersOf(organisations), answersOf(nodes)];
      if (JSON.stringify([...first]) !== JSON.stringify([...again])) throw new Error('An object by its id differs.');
      return again;
    });

/** The day of each item. */
export const graphqlByItem =
  ({ url }: Service): Channel =>
  (codes, { date, basis, release }) =>
    inParts(codes, PART, async (part) => {
      const items = part.map((code) => ({ code, date, basis }));
      const found = await queryData<{ organisationsAsOf: Found }>(url, BY_ITEM, { items, asOf: { release } });
      return answersOf(found.organisationsAsOf);
    });
