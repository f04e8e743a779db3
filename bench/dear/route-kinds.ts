import type { Parameter, RouteRequest } from './route-request';
import { SHAPES, type RouteValues } from './route-values';

type MakeValue = (values: RouteValues) => string;

/** A route with the makers of its parameters. A parameter that may repeat may be given several times. */
interface RouteKind {
  readonly path: (values: RouteValues) => string;
  readonly parameters: Readonly<Record<string, MakeValue>>;
  readonly repeats?: readonly string[];
  /** Parameters that are always there. */
  readonly required?: readonly string[];
  readonly isForm?: boolean;
  readonly file?: boolean;
}

const MOMENT = {
  date: (values: RouteValues) => values.day(),
  release: (values: RouteValues) => values.release(),
  basis: (values: RouteValues) => values.pick(['OPERATIONAL', 'LEGAL']),
};
const FHIR = {
  ...MOMENT,
  _count: (values: RouteValues) => values.pick(['0', '20', '1000']),
  _total: (values: RouteValues) => values.pick(['none', 'accurate']),
  _summary: (values: RouteValues) => values.pick(['true', 'data', 'count']),
  active: (values: RouteValues) => values.pick(['true', 'false', 'true,false']),
};
const codes: MakeValue = (values) => values.list(values.code);
const roles: MakeValue = (values) => values.list(() => values.pick(values.material.roles));
const text: MakeValue = (values) => values.texts();

const ORGANIZATION: RouteKind = {
  path: () => '/fhir/Organization',
  parameters: {
    ...FHIR,
    ...{ _id: codes, name: text, 'name:contains': text, 'name:exact': text },
    ...{ 'address-postalcode': text, 'address-city': text },
    'address-country': (values) => values.pick(['england', 'wales', values.texts()]),
    ...{ roleCode: roles, activeRoleCode: roles, 'roleCode:not': roles },
    lastChangeDate: (values) => values.bounds(),
    _sort: (values) => values.list(() => values.pick(['name', '-name', '_id'])),
    _elements: (values) => values.list(() => values.pick(['name', 'type', 'address'])),
  },
  repeats: ['roleCode', 'activeRoleCode', 'lastChangeDate', '_sort'],
};
const AFFILIATION: RouteKind = {
  path: () => '/fhir/OrganizationAffiliation',
  parameters: {
    ...FHIR,
    ...{ 'primary-organization': codes, 'participating-organization': codes },
    role: (values) => values.list(() => values.pick(values.material.types)),
    _include: (values) => values.pick(['*', 'OrganizationAffiliation:primary-organization']),
    _sort: (values) => values.list(() => values.pick(['role', '-role', 'primary-organization'])),
  },
  repeats: ['_sort'],
  required: ['participating-organization'],
};
const EXPORT_PARAMETERS: RouteKind['parameters'] = {
  ...MOMENT,
  text,
  kinds: (values) => values.list(() => values.pick(['OTHER', 'GP_PRACTICE', 'TRUST_SITE', 'PHARMACY'])),
  roles,
  recordClass: (values) => values.pick(['ORGANISATION', 'SITE']),
  changedSince: () => '2010-01-01',
  includeInactive: (values) => values.pick(['true', 'false']),
};
const TABLES = ['organisations', 'roles', 'relationships', 'successions', 'findings', 'code-lists'];
const FORMATS = ['csv', 'ndjson', 'parquet'];

/** The routes of the search, by name. Pages, probes and texts take no parameter that changes their work. */
export const ROUTE_KINDS: Readonly<Record<string, RouteKind>> = {
  'fhir/Organization': ORGANIZATION,
  'fhir/Organization/_search': { ...ORGANIZATION, path: () => '/fhir/Organization/_search', isForm: true },
  'fhir/OrganizationAffiliation': AFFILIATION,
  'fhir/OrganizationAffiliation/_search': {
    ...AFFILIATION,
    path: () => '/fhir/OrganizationAffiliation/_search',
    isForm: true,
  },
  'fhir/Organization/:code': { path: (values) => `/fhir/Organization/${values.code()}`, parameters: MOMENT },
  'fhir/OrganizationAffiliation/:id': {
    path: (values) => `/fhir/OrganizationAffiliation/${values.pick(values.material.links)}`,
    parameters: MOMENT,
  },
  'export of a search': {
    path: (values) => `/export/organisations.${values.pick(FORMATS)}`,
    parameters: EXPORT_PARAMETERS,
  },
  'export of a table': {
    path: (values) => `/export/${values.pick(TABLES)}.${values.pick(FORMATS)}`,
    parameters: { release: (values) => values.release(), changedSince: (values) => values.release() },
  },
  enrich: {
    path: () => '/enrich',
    parameters: {
      add: (values) =>
        values.pick(['name', 'icb,region,commissioner,commissioningSystem,network,payee,successor,parent,kind,subIcb']),
      dateColumn: () => 'day',
      codeColumn: () => 'code',
    },
    required: ['codeColumn'],
    file: true,
  },
  'reconcile queries': {
    path: () => '/reconcile',
    parameters: { ...MOMENT, queries: (values) => queriesOf(values) },
    required: ['queries'],
    isForm: true,
  },
  'reconcile extend': {
    path: () => '/reconcile',
    parameters: { ...MOMENT, extend: (values) => extensionOf(values) },
    required: ['extend'],
    isForm: true,
  },
  'reconcile/suggest/entity': {
    path: () => '/reconcile/suggest/entity',
    parameters: { ...MOMENT, prefix: text },
    required: ['prefix'],
  },
  'reconcile/preview': {
    path: () => '/reconcile/preview',
    parameters: { ...MOMENT, id: (values) => values.code() },
    required: ['id'],
  },
  texts: {
    path: (values) => values.pick(['/metrics', '/readyz', '/livez', '/schema.graphql', '/fhir/metadata', '/reconcile']),
    parameters: {},
  },
};

const MOST_QUERIES = 500;
/** Leaves room for the names of the queries and for what a form escapes. */
const CHARACTERS = 240_000;

function queriesOf(values: RouteValues): string {
  const count = values.pick([1, 100, MOST_QUERIES]);
  const each = Math.min(900, Math.floor(CHARACTERS / count) - 130);
  const word = values.pick([values.word, values.unknownWord, values.code]);
  const textOf = (characters: number) => Array.from({ length: Math.ceil(characters / 6) }, word).join(' ');
  const queries = Array.from({ length: count }, (_, at) => {
    const part = values.chance(0.5) ? each : each / 3;
    const properties = [
      ...(part < each
        ? [
            { pid: 'address', v: textOf(part) },
            { pid: 'town', v: textOf(part) },
          ]
        : []),
      { pid: 'date', v: values.pick(['2015-01-01', '1950-01-01', `20${10 + (at % 14)}-0${1 + (at % 9)}-01`]) },
    ];
    return [`q${at}`, { query: textOf(part), properties }];
  });
  return JSON.stringify(Object.fromEntries(queries));
}

function extensionOf(values: RouteValues): string {
  const ids = Array.from({ length: values.pick([1, 100, 500]) }, values.code);
  const all = ['name', 'kinds', 'address', 'parent', 'commissioner', 'icb', 'region', 'successors', 'opened'];
  return JSON.stringify({ ids, properties: all.map((id) => ({ id })) });
}

/** Makes a request of a kind. */
export function randomRequest(kind: string, values: RouteValues): RouteRequest {
  const { path, parameters, required = [], isForm, file } = ROUTE_KINDS[kind]!;
  const query = Object.keys(parameters).flatMap((name) =>
    required.includes(name) || values.chance(0.3) ? parameterOf(kind, name, values) : [],
  );
  const rows = values.pick([1_000, 20_000, 60_000]);
  const body = file ? { shape: values.pick(Object.keys(SHAPES)), type: 'text/csv', rows } : undefined;
  return { kind, path: path(values), query, ...(isForm && { body: 'form' }), ...(body && { body }) };
}

function parameterOf(kind: string, name: string, values: RouteValues): Parameter[] {
  const { parameters, repeats = [] } = ROUTE_KINDS[kind]!;
  const times = repeats.includes(name) ? values.pick([1, 2, 10, 50]) : 1;
  return Array.from({ length: times }, () => [name, parameters[name]!(values)] as const);
}

/** Returns a request that differs by one parameter, or by its path or file. */
export function mutateRequest(request: RouteRequest, values: RouteValues): RouteRequest {
  const { kind, query } = request;
  const { parameters, required = [] } = ROUTE_KINDS[kind]!;
  const names = Object.keys(parameters);
  const fresh = randomRequest(kind, values);
  if (names.length === 0 || values.chance(0.2)) return { ...fresh, query };
  const name = values.pick(names);
  const others = query.filter(([other]) => other !== name);
  const isRemoved = !required.includes(name) && others.length < query.length && values.chance(0.4);
  return { ...request, query: isRemoved ? others : [...others, ...parameterOf(kind, name, values)] };
}
