import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ZipFile } from 'yazl';

export const NAMESPACE = 'http://refdata.hscic.gov.uk/org/v2-0-0';

/** A release to write. Omitted properties get valid defaults. Records are XML texts of Organisation elements. */
export interface ReleaseInput {
  readonly date?: string;
  readonly archiveDate?: string;
  readonly full?: readonly string[];
  readonly archive?: readonly string[];
  readonly sequence?: string;
  /** RecordCount in the manifest of the full file. */
  readonly recordCount?: number | string;
  readonly version?: string;
  readonly publicationType?: string;
  readonly source?: string;
  /** The role list: names by code. */
  readonly roles?: Readonly<Record<string, string>>;
  /** The role list of the archive file, if it is another one. */
  readonly archiveRoles?: Readonly<Record<string, string>>;
  readonly relationships?: Readonly<Record<string, string>>;
}

const ROLES = {
  RO177: 'PRESCRIBING COST CENTRE',
  RO76: 'GP PRACTICE',
  RO98: 'SUB ICB',
  RO272: 'NETWORK',
  RO96: 'BRANCH',
};
const RELATIONSHIPS = { RE4: 'IS COMMISSIONED BY', RE5: 'IS LOCATED IN', RE6: 'IS OPERATED BY', RE8: 'IS PARTNER TO' };

/** Returns the XML of one file of a release. */
export function releaseXml(release: ReleaseInput, part: 'Full' | 'Archive' = 'Full'): string {
  const records = (part === 'Full' ? release.full : release.archive) ?? [];
  const date = (part === 'Archive' ? release.archiveDate : undefined) ?? release.date ?? '2024-01-31';
  const count = part === 'Full' ? (release.recordCount ?? records.length) : records.length;
  const roles = (part === 'Archive' ? release.archiveRoles : undefined) ?? release.roles ?? ROLES;
  const { version = '2-0-0', publicationType = 'Full', source = 'HSCIC', sequence = '1' } = release;
  return `\uFEFF<?xml version="1.0" encoding="UTF-8"?>
<HSCOrgRefData:OrgRefData xmlns:HSCOrgRefData="${NAMESPACE}">
  <Manifest>
    <Version value="${version}"/><PublicationType value="${publicationType}"/><PublicationSource value="${source}"/>
    <PublicationDate value="${date}"/><PublicationSeqNum value="${sequence}"/><FileCreationDateTime value="${date}T17:35:00"/>
    <RecordCount value="${count}"/><ContentDescription value="HSCOrgRefData_${part}"/>
    <PrimaryRoleScope><PrimaryRole id="RO177" displayName="X"/></PrimaryRoleScope>
  </Manifest>
  <CodeSystems>
    <CodeSystem name="OrganisationRecordClass" oid="1">${concepts({ RC1: 'HSCOrg', RC2: 'HSCSite' })}</CodeSystem>
    <CodeSystem name="OrganisationRole" oid="2">${concepts(roles)}</CodeSystem>
    <CodeSystem name="OrganisationRelationship" oid="3">${concepts(release.relationships ?? RELATIONSHIPS)}</CodeSystem>
  </CodeSystems>
  <Organisations>
${records.join('\n')}
  </Organisations>
</HSCOrgRefData:OrgRefData>
`;
}

const concepts = (names: Readonly<Record<string, string>>): string =>
  Object.entries(names)
    .map(([id, name]) => `<concept id="${id}" code="${id.slice(2)}" displayName="${name}"/>`)
    .join('');

/** Writes a release as a zip in the form that TRUD publishes. Returns its path. */
export async function writeReleaseZip(path: string, release: ReleaseInput = {}): Promise<string> {
  return writeZip(path, [
    ['fullfile.zip', await zipBytes([['HSCOrgRefData_Full.xml', Buffer.from(releaseXml(release, 'Full'))]])],
    ['archive.zip', await zipBytes([['HSCOrgRefData_Archive.xml', Buffer.from(releaseXml(release, 'Archive'))]])],
  ]);
}

type Entries = readonly (readonly [name: string, bytes: Buffer])[];

export async function writeZip(path: string, entries: Entries): Promise<string> {
  mkdirSync(join(path, '..'), { recursive: true });
  const zip = createZip(entries);
  await once(zip.outputStream.pipe(createWriteStream(path)), 'close');
  return path;
}

export async function zipBytes(entries: Entries): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of createZip(entries).outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function createZip(entries: Entries): ZipFile {
  const zip = new ZipFile();
  for (const [name, bytes] of entries) zip.addBuffer(bytes, name, { mtime: new Date(2024, 0, 1) });
  zip.end();
  return zip;
}

/** Parts of an Organisation element. Omitted properties get valid defaults. */
export interface OrganisationInput {
  readonly recordClass?: string;
  readonly refOnly?: string;
  readonly name?: string;
  readonly dates?: string;
  readonly status?: string;
  readonly lastChanged?: string;
  readonly location?: string;
  readonly roles?: readonly string[];
  readonly rels?: readonly string[];
  readonly succs?: readonly string[];
}

export function organisation(code: string, input: OrganisationInput = {}): string {
  const { recordClass = 'RC1', refOnly, name = `NAME OF ${code}`, dates = date('2010-04-01') } = input;
  const { status = 'Active', lastChanged = '2020-01-01', location = '' } = input;
  const { roles = [role('RO177', `1${number(code)}`, 'primaryRole="true"')], rels = [], succs = [] } = input;
  return `<Organisation orgRecordClass="${recordClass}"${refOnly === undefined ? '' : ` refOnly="${refOnly}"`}>
  <Name>${name}</Name>${dates}
  <OrgId root="2.16.840.1.113883.2.1.3.2.4.18.48" assigningAuthorityName="HSCIC" extension="${code}"/>
  ${status === '' ? '' : `<Status value="${status}"/>`}<LastChangeDate value="${lastChanged}"/>
  ${location === '' ? '' : `<GeoLoc><Location>${location}</Location></GeoLoc>`}
  ${list('Roles', roles)}${list('Rels', rels)}${list('Succs', succs)}
</Organisation>`;
}

/** Returns a <Date> element of one type. */
export function date(start: string, end = '', type: 'Operational' | 'Legal' = 'Operational'): string {
  return `<Date><Type value="${type}"/><Start value="${start}"/>${end === '' ? '' : `<End value="${end}"/>`}</Date>`;
}

export function role(code: string, id: string, more = '', dates = date('2010-04-01'), status = 'Active'): string {
  return `<Role id="${code}" uniqueRoleId="${id}"${after(more)}>${dates}${statusOf(status)}</Role>`;
}

export function rel(type: string, id: string, target: string, dates = date('2010-04-01'), status = 'Active'): string {
  return `<Rel id="${type}" uniqueRelId="${id}">${dates}${statusOf(status)}${targetOf(target)}</Rel>`;
}

export function succ(type: string, id: string, target: string, on = '2015-04-01', more = ''): string {
  const uniqueId = id === '' ? '' : `uniqueSuccId="${id}"`;
  return `<Succ${after(uniqueId)}${after(more)}>${date(on, '', 'Legal')}<Type>${type}</Type>${targetOf(target)}</Succ>`;
}

/** Attributes after a space, without which the published files have none. */
const after = (attributes: string) => (attributes === '' ? '' : ` ${attributes}`);
const statusOf = (status: string) => (status === '' ? '' : `<Status value="${status}"/>`);
const targetOf = (code: string) =>
  `<Target><OrgId root="2.16.840.1.113883.2.1.3.2.4.18.48" assigningAuthorityName="HSCIC" extension="${code}"/><PrimaryRoleId id="RO98" uniqueRoleId="1"/></Target>`;
const list = (name: string, items: readonly string[]) =>
  items.length === 0 ? '' : `<${name}>${items.join('')}</${name}>`;
const number = (code: string) => [...code].reduce((sum, letter) => (sum * 37 + letter.charCodeAt(0)) % 1_000_003, 7);
