import type { LinkRow, RoleRow, StateRow, SuccessionRow } from '../../../ods/facts';
import { tableByOrganisation, type Fact, type OrganisationFacts } from './facts-by-organisation';
import { PERIOD_COLUMNS, periodValues } from './periods-columns';
import type { Column, Value } from './table';

const text = (name: string): Column => ({ name, type: 'TEXT' });
const flag = (name: string): Column => ({ name, type: 'BOOLEAN' });

const RECORD_TEXTS = ['line1', 'line2', 'line3', 'town', 'county', 'postcode', 'country', 'uprn'] as const;
const CONTACT_TYPES = ['tel', 'mailto', 'http', 'fax'];

const RECORDS: OrganisationFacts = {
  name: 'organisations',
  keyParts: 1,
  columns: [
    ...['code', 'name', 'recordClass', 'status'].map(text),
    flag('isReferenceOnly'),
    text('primaryRoleCode'),
    ...PERIOD_COLUMNS,
    ...['lastChanged', 'addressLine1', 'addressLine2', 'addressLine3', 'town', 'county', 'postcode', 'country'].map(
      text,
    ),
    ...['uprn', 'telephone', 'email', 'website', 'fax', 'otherContacts'].map(text),
  ],
  async load(codes, release, loaders) {
    const states = await loaders.state.loadMany(codes.map((code) => ({ code, release })));
    return states.map((state) => (state === null || state.unresolved ? [] : [recordFact(state)]));
  },
};

function recordFact(state: StateRow): Fact {
  const { code, name, recordClass, status, refOnly, primaryRole, lastChanged } = state;
  const values = [code, name, recordClass, status, refOnly, primaryRole, ...periodValues(state), lastChanged];
  return { id: [], values: [...values, ...RECORD_TEXTS.map((part) => state[part]), ...contactValues(state)] };
}

/** Several contacts of one type are separated by '; '. */
function contactValues({ contacts }: StateRow): Value[] {
  const pairs = Array.from({ length: (contacts?.length ?? 0) / 2 }, (_, at) => contacts!.slice(2 * at, 2 * at + 2));
  const ofType = (type: string) => pairs.filter((pair) => pair[0] === type).map((pair) => pair[1]);
  const others = pairs.filter(([type]) => !CONTACT_TYPES.includes(type!)).map((pair) => pair.join(': '));
  return [...CONTACT_TYPES.map((type) => ofType(type).join('; ') || null), others];
}

const ROLES: OrganisationFacts = {
  name: 'roles',
  keyParts: 2,
  columns: [...['organisationCode', 'id', 'roleCode'].map(text), flag('isPrimary'), text('status'), ...PERIOD_COLUMNS],
  async load(codes, release, loaders) {
    const held = await loaders.roles.loadMany(codes.map((code) => ({ code, release })));
    return held.map((rows, index) => rows.map((row) => roleFact(codes[index]!, row)));
  },
};

function roleFact(holder: string, row: RoleRow): Fact {
  return { id: [row.id], values: [holder, row.id, row.code, row.isPrimary, row.status, ...periodValues(row)] };
}

const RELATIONSHIPS: OrganisationFacts = {
  name: 'relationships',
  keyParts: 2,
  columns: [...['sourceCode', 'id', 'typeCode', 'targetCode', 'status'].map(text), ...PERIOD_COLUMNS],
  async load(codes, release, loaders) {
    const links = await loaders.outgoing.loadMany(codes.map((code) => ({ code, release })));
    return links.map((rows, index) => rows.map((row) => linkFact(codes[index]!, row)));
  },
};

function linkFact(source: string, row: LinkRow): Fact {
  return { id: [row.id], values: [source, row.id, row.type, row.other, row.status, ...periodValues(row)] };
}

const SUCCESSIONS: OrganisationFacts = {
  name: 'successions',
  keyParts: 3,
  columns: [...['predecessorCode', 'id', 'successorCode', 'date'].map(text), flag('forward')],
  async load(codes, release, loaders) {
    const rows = await loaders.successors.loadMany(codes.map((code) => ({ code, release })));
    return rows.map((successors, index) => successors.map((row) => successionFact(codes[index]!, row)));
  },
};

/** A succession may be published without an id, so its key has the successor too. */
function successionFact(predecessor: string, { id, other, date, forward }: SuccessionRow): Fact {
  return { id: [other, id], values: [predecessor, id || null, other, date, forward] };
}

export const ORGANISATION_TABLES = [RECORDS, RELATIONSHIPS, ROLES, SUCCESSIONS].map(tableByOrganisation);
