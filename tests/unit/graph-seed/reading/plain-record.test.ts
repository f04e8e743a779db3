import { PartReader } from '../../../../graph-seed/reading/read-part';
import { releaseXml, organisation, rel, role, succ } from '../../../support/database/release-builder';

const ALL = `<Organisation orgRecordClass="RC1" refOnly="true"><Name>H&amp;J "MILL" > 2</Name>
  <Date><Type value="Legal"/><Start value="1974-04-01"/></Date>
  <Date><Type value="Operational" /><Start value="1974-04-01"/><End value=" 2022-03-31 "/></Date>
  <OrgId root="2.16.840" assigningAuthorityName="HSCIC" extension="Z9Z001"/>
  <Status value="Active"/><LastChangeDate value="2023-08-22"/>
  <GeoLoc><Location><AddrLn1>MILL LANE</AddrLn1><Town> </Town><PostCode>ZZ2 2ZZ</PostCode><UPRN>9001</UPRN></Location></GeoLoc>
  <Contacts><Contact type="tel" value="01632 960001"/><Contact type="http" value=""/></Contacts>
  <Roles>
    <Role id="RO177" uniqueRoleId="7" primaryRole="true"><Date><Type value="Operational"/></Date><Status value="Active"/></Role>
    <Role id="RO76" uniqueRoleId="8"></Role>
  </Roles>
  <Rels><Rel id="RE9" uniqueRelId="6"><Date><Type value="Operational"/><Start value="2021-04-01"/></Date><Status value="Inactive"/>
    <Target><OrgId root="2.1" assigningAuthorityName="HSCIC" extension="U9Z999"/><PrimaryRoleId id="RO272" uniqueRoleId="6"/></Target></Rel></Rels>
  <Succs><Succ uniqueSuccId="1" forwardSuccession="true"><Date><Type value="Legal"/><Start value="2017-10-01"/></Date><Type>Predecessor</Type>
    <Target><OrgId root="2.1" assigningAuthorityName="HSCIC" extension="RZY"/><PrimaryRoleId id="RO197" uniqueRoleId="3"/></Target></Succ></Succs>
</Organisation>`;

const BUILT = organisation('ZX1', {
  ...{ roles: [role('RO177', '1')], rels: [rel('RE4', '2', 'ZX2')], succs: [succ('Successor', '3', 'ZX3')] },
});

/** What the parser must look at. Each stands in a record that is plain otherwise. */
const UNUSUAL: Readonly<Record<string, string>> = {
  'another entity': ALL.replace('MILL LANE', 'MILL &lt; &#76;ANE'),
  'an unknown entity': ALL.replace('MILL LANE', 'MILL &oops; LANE'),
  'a letter with an accent': ALL.replace('MILL LANE', 'CAFÉ 𝄞'),
  'a control character': ALL.replace('MILL LANE', 'MILL\u0001LANE'),
  'the end of CDATA': ALL.replace('MILL LANE', 'MILL ]]> LANE'),
  'a line break in a text': ALL.replace('MILL LANE', 'MILL\nLANE'),
  'a line break in a value': ALL.replace('01632 9', '01632\n9'),
  'a long text': ALL.replace('MILL LANE', 'M'.repeat(1_999)),
  'a text that is too long': ALL.replace('MILL LANE', 'M'.repeat(2_001)),
  'a comment': ALL.replace('<Roles>', '<!-- <Organisation></Organisation> --><Roles>'),
  CDATA: ALL.replace('MILL LANE', '<![CDATA[</Organisation>]]>'),
  'markup in a text': ALL.replace('MILL LANE', 'MILL <b>LANE</b>'),
  'a prefix': ALL.replace('<GeoLoc>', '<GeoLoc xmlns:x="urn:x"><x:Extra/>'),
  'a namespace': ALL.replace('<GeoLoc>', '<GeoLoc xmlns="urn:x">'),
  'an unknown element': ALL.replace('<Roles>', '<Extra><Deep/></Extra><Roles>'),
  'an unknown attribute': ALL.replace('<Role ', '<Role extra="1" '),
  'a repeated attribute': ALL.replace('<Role id="RO177"', '<Role id="RO177" id="RO178"'),
  'a repeated element': ALL.replace('<GeoLoc>', '<GeoLoc><Location/></GeoLoc><GeoLoc>'),
  'two lists': ALL.replace('</Roles>', '</Roles><Roles><Role id="RO1" uniqueRoleId="2"/></Roles>'),
  'another order': ALL.replace(/(<Contacts>.*<\/Contacts>)\s*(<Roles>.*<\/Roles>)/s, '$2$1'),
  'single quotes': ALL.replace('extension="Z9Z001"', "extension='Z9Z001'"),
  'no code': ALL.replace(/<OrgId.*HSCIC" extension="Z9Z001"\/>/, ''),
  'a code of white space': ALL.replace('"Z9Z001"', '" "'),
  'an empty name': ALL.replace(/<Name>.*<\/Name>/, '<Name/>'),
  'a carriage return alone': ALL.replace('<Roles>', '\r<Roles>'),
  'an element that is not closed': ALL.replace('</Roles>', ''),
  'a wrong end': ALL.replace('</Roles>', '</Rolls>'),
  'a text between elements': ALL.replace('<Roles>', 'oops<Roles>'),
};

describe.each(Object.entries({ 'no difference': ALL, ...UNUSUAL }))('a record with %s', (_, record) => {
  const files = [record, ALL, `${BUILT}${record}${BUILT}`].map((full) => releaseXml({ full: [BUILT, full, ALL] }));
  const texts = [...files, files[0]!.replaceAll('\n', '\r\n')];

  test.each([65_536, 700, 31])('is read as the parser reads it, in chunks of %i bytes', (chunkSize) => {
    for (const text of texts) expect(read(text, chunkSize, PartReader)).toEqual(read(text, chunkSize, OnlyParser));
  });
});

test.each([ALL, ALL.replaceAll('\n', '\r\n')])('a record as published needs no parser', (record) => {
  let plain = 0;
  class Counting extends PartReader {
    override readPlain(text: string, from: number, end: number): ReturnType<PartReader['readPlain']> {
      const found = super.readPlain(text, from, end);
      if (found !== null) plain++;
      return found;
    }
  }
  read(releaseXml({ full: [record, record, record] }), 65_536, Counting);
  expect(plain).toBe(2); // the parser reads up to the end of the first one
});

test('an error behind plain records has its line and column', () => {
  const { refused } = read(releaseXml({ full: [ALL, ALL, `${ALL}\n  <Organisation><oops`] }), 65_536, PartReader);
  expect(refused).toMatch(/at line \d+, column/);
});

class OnlyParser extends PartReader {
  override readPlain(): null {
    return null;
  }
}

function read(text: string, chunkSize: number, Reader: typeof PartReader) {
  const records: unknown[] = [];
  const reader = new Reader('made.xml', { manifest: () => undefined, record: (record) => records.push(record) });
  const bytes = Buffer.from(text);
  let refused = '';
  try {
    for (let from = 0; from < bytes.length; from += chunkSize) reader.write(bytes.subarray(from, from + chunkSize));
    reader.end();
  } catch (error) {
    refused = (error as Error).message.replace(/byte \d+ or before/, 'byte');
  }
  return { records, refused, skipped: [...reader.skipped] };
}
