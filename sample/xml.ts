import lists from './code-lists.json';
import type { SampleDate, SampleLink, SampleRecord, SampleRole, SampleSuccession, Target } from './record';
import { RELEASES, type ReleaseNumber } from './settings';

/** The two XML files of a release. */
export type InnerFile = 'full' | 'archive';

const AUTHORITY = 'root="2.16.840.1.113883.2.1.3.2.4.18.48" assigningAuthorityName="HSCIC"';

export function escape(text: string): string {
  return /[&<>"]/.test(text)
    ? text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
    : text;
}

/** The name of an inner XML file, for example HSCOrgRefData_Full_20240630. */
export function titleOf(file: InnerFile, release: ReleaseNumber): string {
  const day = RELEASES[release].published.replaceAll('-', '');
  return `HSCOrgRefData_${file === 'full' ? 'Full' : 'Archive'}_${day}`;
}

/** The text before the first record, including the byte-order mark. */
export function fileStart(file: InnerFile, release: ReleaseNumber, recordCount: number): string {
  const { published, sequence, created } = RELEASES[release];
  return `\uFEFF<?xml version="1.0" encoding="UTF-8"?>
<HSCOrgRefData:OrgRefData xmlns:HSCOrgRefData="http://refdata.hscic.gov.uk/org/v2-0-0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://refdata.hscic.gov.uk/org/v2-0-0 HSCOrgRefData.xsd">
  <Manifest>
    <Version value="2-0-0"/>
    <PublicationType value="Full"/>
    <PublicationSource value="SAMPLE"/>
    <PublicationDate value="${published}"/>
    <PublicationSeqNum value="${sequence}"/>
    <FileCreationDateTime value="${created}"/>
    <RecordCount value="${recordCount}"/>
    <ContentDescription value="${titleOf(file, release)}"/>
    <PrimaryRoleScope>
${primaryRoles(release)}
    </PrimaryRoleScope>
  </Manifest>
  <CodeSystems>
    <CodeSystem name="OrganisationRecordClass" oid="2.16.840.1.113883.2.1.3.2.4.23">
${concepts({ RC1: 'HSCOrg', RC2: 'HSCSite' })}
    </CodeSystem>
    <CodeSystem name="OrganisationRole" oid="2.16.840.1.113883.2.1.3.2.4.17.507">
${concepts(roleNames(release))}
    </CodeSystem>
    <CodeSystem name="OrganisationRelationship" oid="2.16.840.1.113883.2.1.3.2.4.17.508">
${concepts(lists.relationships)}
    </CodeSystem>
  </CodeSystems>
  <Organisations>
`;
}

export const fileEnd = '  </Organisations>\n</HSCOrgRefData:OrgRefData>\n';

/** Role names by code. RO104 was renamed between the two releases. */
export function roleNames(release: ReleaseNumber): Record<string, string> {
  return release === 1 ? lists.roles : { ...lists.roles, RO104: 'SOCIAL CARE PROVIDER' };
}

function primaryRoles(release: ReleaseNumber): string {
  const names = roleNames(release);
  return lists.primaryRoles
    .map((id) => `      <PrimaryRole id="${id}" displayName="${escape(names[id] ?? id)}"/>`)
    .join('\n');
}

function concepts(names: Record<string, string>): string {
  return Object.entries(names)
    .map(([id, name]) => `      <concept id="${id}" code="${id.slice(2)}" displayName="${escape(name)}"/>`)
    .join('\n');
}

/** One `Organisation` element. */
export function organisationElement(record: SampleRecord): string {
  const { style = {} } = record;
  const reference = record.refOnly === undefined ? '' : ` refOnly="${record.refOnly}"`;
  const parts = [
    `    <Organisation orgRecordClass="${record.recordClass}"${reference}>\n`,
    style.comment ? `      <!-- ${style.comment} -->\n` : '',
    `      <Name>${style.nameMarkup ?? escape(record.name)}</Name>\n`,
    record.dates.length > 0 ? `      ${dates(record.dates, style.reversed)}\n` : '',
    `      ${orgId(record.code, style.reversed)}\n      ${status(record.status)}`,
    record.lastChanged ? `<LastChangeDate value="${record.lastChanged}"/>\n` : '\n',
    location(record),
    contacts(record),
    group(
      'Roles',
      record.roles.map((each) => role(each, style.reversed)),
    ),
    group(
      'Rels',
      record.links.map((each) => link(each, style.reversed)),
    ),
    group('Succs', record.successions.map(succession)),
    '    </Organisation>\n',
  ];
  return parts.join('');
}

/** The stub of a record: no contacts, links or successions. */
export function stubOf(record: SampleRecord): SampleRecord {
  return { ...record, refOnly: true, contacts: [], links: [], successions: [] };
}

function group(name: string, items: string[]): string {
  return items.length === 0 ? '' : `      <${name}>\n${items.join('')}      </${name}>\n`;
}

function dates(all: readonly SampleDate[], reversed = false): string {
  const texts = all.map(({ type, start, end }) => {
    const from = start === undefined ? '' : `<Start value="${start}"/>`;
    const to = end === undefined ? '' : `<End value="${end}"/>`;
    return `<Date><Type value="${type}"/>${from}${to}</Date>`;
  });
  return (reversed ? texts.reverse() : texts).join('');
}

function orgId(code: string | null, reversed = false): string {
  if (code === null) return `<OrgId ${AUTHORITY}/>`;
  return reversed ? `<OrgId extension="${code}" ${AUTHORITY}/>` : `<OrgId ${AUTHORITY} extension="${code}"/>`;
}

function status(value: string | null | undefined): string {
  return value ? `<Status value="${value}"/>` : '';
}

function location({ location }: SampleRecord): string {
  if (!location) return '';
  const { line1, line2, line3, town, county, postcode, country, uprn } = location;
  const parts = [
    ['AddrLn1', line1],
    ['AddrLn2', line2],
    ['AddrLn3', line3],
    ['Town', town],
    ['County', county],
    ['PostCode', postcode],
    ['Country', country],
    ['UPRN', uprn],
  ] as const;
  const text = parts.map(([name, value]) => (value ? `<${name}>${escape(value)}</${name}>` : '')).join('');
  return `      <GeoLoc><Location>${text}</Location></GeoLoc>\n`;
}

function contacts({ contacts = [] }: SampleRecord): string {
  if (contacts.length === 0) return '';
  const items = contacts.map(({ type, value }) => `<Contact type="${type}" value="${escape(value)}"/>`);
  return `      <Contacts>${items.join('')}</Contacts>\n`;
}

function role(role: SampleRole, reversed = false): string {
  const primary = role.primaryRole === undefined ? '' : ` primaryRole="${role.primaryRole}"`;
  const attributes = reversed
    ? `${primary} uniqueRoleId="${role.uniqueRoleId}" id="${role.id}"`
    : ` id="${role.id}" uniqueRoleId="${role.uniqueRoleId}"${primary}`;
  return `        <Role${attributes}>${dates(role.dates, reversed)}${status(role.status)}</Role>\n`;
}

function link(link: SampleLink, reversed = false): string {
  const attributes = reversed
    ? `uniqueRelId="${link.uniqueRelId}" id="${link.id}"`
    : `id="${link.id}" uniqueRelId="${link.uniqueRelId}"`;
  return `        <Rel ${attributes}>${dates(link.dates, reversed)}${status(link.status)}${target(link.target)}</Rel>\n`;
}

function succession({ uniqueSuccId, forwardSuccession, date, type, target: other }: SampleSuccession): string {
  const id = uniqueSuccId === undefined ? '' : ` uniqueSuccId="${uniqueSuccId}"`;
  const forward = forwardSuccession === undefined ? '' : ` forwardSuccession="${forwardSuccession}"`;
  const when = `<Date><Type value="Legal"/><Start value="${date}"/></Date>`;
  return `        <Succ${id}${forward}>${when}<Type>${type}</Type>${target(other)}</Succ>\n`;
}

function target({ code, role, roleId }: Target): string {
  return `<Target>${orgId(code)}<PrimaryRoleId id="${role}" uniqueRoleId="${roleId}"/></Target>`;
}
