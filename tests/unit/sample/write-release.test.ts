import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeReleases } from '../../../sample/write-release';
import { writtenSample } from './read-release';

jest.setTimeout(120_000); // whole releases are written and read

const written = writtenSample();

describe('the sample as published', () => {
  test('is two TRUD zips, a quarter apart, each with a full and an archive file', async () => {
    const { names, releases } = await written;
    expect(names).toEqual([
      'hscorgrefdataxml_data_7.3.0_20240630000001.zip',
      'hscorgrefdataxml_data_7.6.0_20240930000001.zip',
    ]);
    expect(
      releases.map(({ files }) => Object.entries(files).map(([name, { xmlName }]) => `${name}/${xmlName}`)),
    ).toEqual([
      ['fullfile.zip/HSCOrgRefData_Full_20240630.xml', 'archive.zip/HSCOrgRefData_Archive_20240630.xml'],
      ['fullfile.zip/HSCOrgRefData_Full_20240930.xml', 'archive.zip/HSCOrgRefData_Archive_20240930.xml'],
    ]);
  });

  test('starts with a byte-order mark and a prefixed root element in the namespace', async () => {
    const { releases } = await written;
    for (const { bytes } of releases.flatMap(({ files }) => Object.values(files))) {
      expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
      expect(bytes.subarray(0, 400).toString()).toContain(
        '<HSCOrgRefData:OrgRefData xmlns:HSCOrgRefData="http://refdata.hscic.gov.uk/org/v2-0-0"',
      );
    }
  });

  test('has a manifest with its publication and its number of records, including stubs', async () => {
    const { releases } = await written;
    for (const { xmlName, manifest, records } of releases.flatMap(({ files }) => Object.values(files))) {
      const first = xmlName.includes('20240630');
      expect(manifest).toEqual({
        Version: '2-0-0',
        PublicationType: 'Full',
        PublicationSource: 'SAMPLE',
        PublicationDate: first ? '2024-06-30' : '2024-09-30',
        PublicationSeqNum: first ? '89' : '92',
        FileCreationDateTime: first ? '2024-06-30T17:35:00' : '2024-09-30T17:35:00',
        RecordCount: String(records.length),
        ContentDescription: xmlName.replace('.xml', ''),
        PrimaryRoleScope: '',
      });
    }
  });

  test('lists record classes, roles and relationship types, and renames RO104', async () => {
    const { releases } = await written;
    const lists = releases.map(({ files }) => files['fullfile.zip'].concepts);
    for (const list of lists) {
      expect(list.OrganisationRecordClass).toEqual({ RC1: 'HSCOrg', RC2: 'HSCSite' });
      expect(Object.keys(list.OrganisationRelationship!)).toEqual([
        'RE2',
        'RE3',
        'RE4',
        'RE5',
        'RE6',
        'RE8',
        'RE9',
        'RE10',
        'RE11',
      ]);
      expect(list.OrganisationRole).toMatchObject({ RO177: 'PRESCRIBING COST CENTRE', RO272: 'PRIMARY CARE NETWORK' });
      expect(list.OrganisationRole).not.toHaveProperty('RO331');
    }
    expect(lists.map(({ OrganisationRole }) => OrganisationRole!.RO104)).toEqual([
      'CARE HOME HQ',
      'SOCIAL CARE PROVIDER',
    ]);
    expect(releases[0]!.files['archive.zip'].concepts).toEqual(lists[0]);
    expect(releases[0]!.files['fullfile.zip'].primaryRoles).toEqual(expect.arrayContaining(['RO98', 'RO177', 'RO272']));
  });

  test('has records that closed on or before 31 March 2017 in the archive, except for one record in both files', async () => {
    for (const { records } of (await written).releases) {
      const misplaced = records.filter(({ file, refOnly, dates, code }) => {
        const end = dates.findLast((date) => date.startsWith('Operational'))?.split('..')[1] || '9999';
        const expected = end <= '2017-03-31' ? 'archive.zip' : 'fullfile.zip';
        return refOnly !== 'true' && file !== expected && code !== undefined;
      });
      expect(misplaced.map(({ code }) => code)).toEqual(['ZXDIRT01']);
    }
  });

  test('has a stub, without contacts, links or successions, for every target of the other file', async () => {
    for (const { files } of (await written).releases) {
      const codes = Object.values(files).map(({ records }) => new Set(records.map(({ code }) => code)));
      const allCodes = new Set(codes.flatMap((set) => [...set]));
      for (const [at, { records }] of Object.values(files).entries()) {
        const named = records
          .flatMap(({ links, successions }) => [...links, ...successions])
          .map(({ target }) => target);
        expect(named.filter((code) => allCodes.has(code) && !codes[at]!.has(code))).toEqual([]);
        const stubs = records.filter(({ refOnly }) => refOnly === 'true');
        expect(stubs.length).toBeGreaterThan(200);
        expect(stubs.filter(({ contacts }) => Object.keys(contacts).length > 0)).toEqual([]);
        expect(stubs.filter(({ links, successions }) => links.length + successions.length > 0)).toEqual([]);
      }
    }
  });

  test('is reproduced byte for byte in any time zone', async () => {
    const zone = process.env.TZ;
    const hashes = [];
    for (process.env.TZ of ['Europe/London', 'Pacific/Auckland']) hashes.push(await hashesOfOneRun());
    process.env.TZ = zone ?? '';
    if (zone === undefined) delete process.env.TZ;
    expect(hashes[1]).toEqual(hashes[0]);
    expect(hashes[0]).toHaveLength(2);
  });
});

async function hashesOfOneRun(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ods-sample-'));
  const paths = await writeReleases(folder);
  const hashes = paths.map((path) => createHash('sha256').update(readFileSync(path)).digest('hex'));
  rmSync(folder, { recursive: true });
  return hashes;
}
