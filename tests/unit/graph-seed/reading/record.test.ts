import { readManifest, readPart } from '../../../../graph-seed/reading/read-part';
import type { PublishedRecord } from '../../../../graph-seed/reading/record';
import { readReleaseXml as read } from '../../../support/database/read-release-xml';
import { date, releaseXml, NAMESPACE, organisation, rel, role, succ } from '../../../support/database/release-builder';

const wrapped = (record: string) => releaseXml({ full: [record] });
const only = async (record: string) => (await read(wrapped(record))).records[0]!;

const OLD_MILL = `<Organisation orgRecordClass="RC1"><Name>OLD MILL SURGERY</Name>
  <Date><Type value="Legal"/><Start value="1974-04-01"/></Date><Date><Type value="Operational"/><Start value="1974-04-01"/></Date>
  <OrgId root="2.16.840.1.113883.2.1.3.2.4.18.48" assigningAuthorityName="HSCIC" extension="Z9Z001"/>
  <Status value="Active"/><LastChangeDate value="2023-08-22"/>
  <GeoLoc><Location><AddrLn1>MILL LANE</AddrLn1><Town>EXAMPLETON</Town><PostCode>ZZ2 2ZZ</PostCode><Country>ENGLAND</Country><UPRN>900000000001</UPRN></Location></GeoLoc>
  <Contacts><Contact type="tel" value="01632 960001"/></Contacts>
  <Roles><Role id="RO177" uniqueRoleId="9000007" primaryRole="true"><Date><Type value="Operational"/><Start value="1974-04-01"/></Date><Status value="Active"/></Role></Roles>
  <Rels><Rel id="RE9" uniqueRelId="9100006"><Date><Type value="Operational"/><Start value="2021-04-01"/><End value="2022-03-31"/></Date><Status value="Inactive"/>
    <Target><OrgId root="2.16.840.1.113883.2.1.3.2.4.18.48" assigningAuthorityName="HSCIC" extension="U9Z999"/><PrimaryRoleId id="RO272" uniqueRoleId="9000006"/></Target></Rel></Rels>
  <Succs><Succ uniqueSuccId="9200001" forwardSuccession="true"><Date><Type value="Legal"/><Start value="2017-10-01"/></Date><Type>Predecessor</Type>
    <Target><OrgId root="2.16.840.1.113883.2.1.3.2.4.18.48" assigningAuthorityName="HSCIC" extension="RZY"/><PrimaryRoleId id="RO197" uniqueRoleId="9000013"/></Target></Succ></Succs>
</Organisation>`;

describe('a record of the published XML', () => {
  test('is read with all of its facts as published', async () => {
    expect(await only(OLD_MILL)).toEqual({
      line: 26,
      code: 'Z9Z001',
      recordClass: 'RC1',
      refOnly: false,
      name: 'OLD MILL SURGERY',
      dates: [
        { type: 'Legal', start: '1974-04-01', end: null },
        { type: 'Operational', start: '1974-04-01', end: null },
      ],
      status: 'Active',
      lastChanged: '2023-08-22',
      location: {
        AddrLn1: 'MILL LANE',
        Town: 'EXAMPLETON',
        PostCode: 'ZZ2 2ZZ',
        Country: 'ENGLAND',
        UPRN: '900000000001',
      },
      contacts: [{ type: 'tel', value: '01632 960001' }],
      roles: [
        {
          code: 'RO177',
          id: '9000007',
          primary: true,
          dates: [{ type: 'Operational', start: '1974-04-01', end: null }],
          status: 'Active',
        },
      ],
      relationships: [
        {
          type: 'RE9',
          id: '9100006',
          target: 'U9Z999',
          targetRole: 'RO272',
          dates: [{ type: 'Operational', start: '2021-04-01', end: '2022-03-31' }],
          status: 'Inactive',
        },
      ],
      successions: [
        {
          id: '9200001',
          forward: true,
          type: 'Predecessor',
          target: 'RZY',
          dates: [{ type: 'Legal', start: '2017-10-01', end: null }],
          status: null,
        },
      ],
    });
  });

  test.each([1, 7, 100, 65_536])('is read the same in chunks of %i bytes', async (chunkSize) => {
    expect(await read(wrapped(OLD_MILL), chunkSize)).toEqual(await read(wrapped(OLD_MILL)));
  });

  test('has text decoded from entities, CDATA and around comments', async () => {
    const names = [
      'SMITH &amp; &#60;SONS&#x3E;',
      'SMITH <![CDATA[& <SONS>]]>',
      'SMITH &amp; <!-- <Name>no</Name> -->&lt;SONS&gt;',
    ];
    for (const name of names) expect((await only(organisation('A', { name }))).name).toBe('SMITH & <SONS>');
  });

  test('is no stub with refOnly="false", and its role is not primary with primaryRole="false"', async () => {
    const record = await only(
      organisation('A', {
        refOnly: 'false',
        roles: [role('RO76', '1', 'primaryRole="false"'), role('RO177', '2', 'primaryRole="true"')],
      }),
    );
    expect([record.refOnly, record.roles.map(({ primary }) => primary)]).toEqual([false, [false, true]]);
    expect((await only(organisation('A', { refOnly: 'true' }))).refOnly).toBe(true);
  });

  test('keeps the dates of a record, its roles and its relationships apart', async () => {
    const record = await only(
      organisation('A', {
        dates: date('2001-01-01', '2002-01-01', 'Legal') + date('2003-01-01'),
        roles: [role('RO177', '1', 'primaryRole="true"', date('2004-01-01'))],
        rels: [rel('RE4', '2', 'B', date('2005-01-01') + date('2006-01-01', '', 'Legal'))],
        succs: [succ('Successor', '3', 'C', '2007-01-01')],
      }),
    );
    const starts = (dates: PublishedRecord['dates']) => dates.map(({ type, start }) => `${type} ${start}`);
    expect(starts(record.dates)).toEqual(['Legal 2001-01-01', 'Operational 2003-01-01']);
    expect(starts(record.roles[0]!.dates)).toEqual(['Operational 2004-01-01']);
    expect(starts(record.relationships[0]!.dates)).toEqual(['Operational 2005-01-01', 'Legal 2006-01-01']);
    expect(starts(record.successions[0]!.dates)).toEqual(['Legal 2007-01-01']);
  });

  test('keeps each line of a sparse address in its place', async () => {
    const location = '<AddrLn1>UNIT 4</AddrLn1><AddrLn2> </AddrLn2><AddrLn3>THE OLD BARN</AddrLn3>';
    expect((await only(organisation('A', { location }))).location).toEqual({
      AddrLn1: 'UNIT 4',
      AddrLn3: 'THE OLD BARN',
    });
  });
});

describe('a file of a release', () => {
  test('has a manifest with its publication and its code lists', async () => {
    const { manifest } = await read(
      releaseXml({ date: '2024-10-31', sequence: '93', roles: { RO177: 'A &amp; B' }, relationships: {} }),
    );
    expect(manifest).toEqual({
      version: '2-0-0',
      publicationType: 'Full',
      publicationSource: 'HSCIC',
      publicationDate: '2024-10-31',
      sequence: '93',
      recordCount: '0',
      content: 'HSCOrgRefData_Full',
      primaryRoles: new Set(['RO177']),
      concepts: [
        { list: 'recordClass', code: 'RC1', name: 'HSCOrg' },
        { list: 'recordClass', code: 'RC2', name: 'HSCSite' },
        { list: 'role', code: 'RO177', name: 'A & B' },
      ],
    });
  });

  test('has its manifest read without the rest of the file', async () => {
    let chunks = 0;
    const bytes = Buffer.from(releaseXml({ full: Array.from({ length: 2_000 }, (_, n) => organisation(`A${n}`)) }));
    async function* stream() {
      for (let from = 0; from < bytes.length; from += 16_384, chunks++) yield bytes.subarray(from, from + 16_384);
    }
    expect((await readManifest({ name: 'made.xml', bytes: bytes.length, stream })).version).toBe('2-0-0');
    expect(chunks).toBe(0);
  });

  test.each([
    [
      'another prefix',
      (xml: string) => xml.replaceAll('HSCOrgRefData:', 'x:').replace('xmlns:HSCOrgRefData', 'xmlns:x'),
    ],
    ['no prefix', (xml: string) => xml.replaceAll('HSCOrgRefData:', '').replace('xmlns:HSCOrgRefData', 'xmlns')],
    ['no byte-order mark', (xml: string) => xml.slice(1)],
    [
      'attributes of the root in another order',
      (xml: string) => xml.replace('OrgRefData xmlns', 'OrgRefData a="1" xmlns'),
    ],
  ])('is accepted with %s', async (_, change) => {
    const { records } = await read(change(wrapped(organisation('A'))));
    expect(records.map(({ code }) => code)).toEqual(['A']);
  });

  const many = wrapped(organisation('A'));
  test.each([
    ['another version', many.replace('"2-0-0"', '"3-0-0"'), /version is 3-0-0, expected 2-0-0/],
    [
      'another type',
      many.replace('PublicationType value="Full"', 'PublicationType value="APISync"'),
      /type is APISync, expected Full/,
    ],
    ['no date', many.replace('<PublicationDate value="2024-01-31"/>', ''), /publication date is missing/],
    [
      'an impossible date',
      many.replace('PublicationDate value="2024-01-31"', 'PublicationDate value="2023-02-30"'),
      /publication date is 2023-02-30/,
    ],
    ['no manifest', many.replace(/<Manifest>.*<\/Manifest>/s, ''), /version is missing/],
    ['another namespace', many.replace(NAMESPACE, 'http://elsewhere/'), /OrgRefData in http:\/\/elsewhere\/, expected/],
    ['another root', '<html><body/></html>', /root is html in no namespace/],
    ['no content', '', /is empty/],
    ['no markup', 'code,name\nA,B\n', /not well-formed XML/],
  ])('is refused with %s', async (_, xml, reason) => {
    await expect(read(xml)).rejects.toThrow(reason);
  });
});

describe('attacks on the XML', () => {
  const xml = wrapped(organisation('A'));
  const withDoctype = (doctype: string) => xml.replace('?>', `?>${doctype}`);

  test('attack 71: billion laughs are refused at the DOCTYPE', async () => {
    const laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>';
    const quadratic = `<!DOCTYPE x [<!ENTITY a "${'x'.repeat(50_000)}">]>`;
    for (const doctype of [laughs, quadratic, '<!doctype x>', '<!DOCTYPE x PUBLIC "a" "b">'])
      await expect(read(withDoctype(doctype))).rejects.toThrow(
        /line 1, column \d+, byte \d+ or before: (it has a DOCTYPE|.*not well-formed)/,
      );
  });

  test.each([
    '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:1/x">%p;]>',
  ])('attack 72: an external entity is refused: %s', async (doctype) => {
    await expect(read(withDoctype(doctype))).rejects.toThrow(/it has a DOCTYPE/);
  });

  test('attack 72: an undefined entity is refused, and an XInclude is ignored as an unknown element', async () => {
    await expect(read(wrapped(organisation('A', { name: '&evil;' })))).rejects.toThrow(/not well-formed/);
    const include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>';
    expect((await only(organisation('A', { location: include }))).location).toEqual({});
  });

  const long = 'A'.repeat(10_000_000);
  test.each([
    ['text', wrapped(organisation('A', { name: long })), /longer than 65536 characters/],
    [
      'text that is too long for an index',
      wrapped(organisation('A', { name: 'A'.repeat(3_000) })),
      /a text is longer than 2000/,
    ],
    [
      'text in many parts',
      wrapped(organisation('A', { name: `${'A'.repeat(900)}<![CDATA[B]]>`.repeat(5) })),
      /longer than 2000/,
    ],
    ['attribute', wrapped(organisation(long)), /longer than 65536 characters/],
    ['comment', xml.replace('<Organisations>', `<Organisations><!-- ${long} -->`), /longer than 65536 characters/],
    ['DOCTYPE', withDoctype(`<!DOCTYPE x [${long}`), /longer than 65536|DOCTYPE/],
    [
      'tag',
      xml.replace('<Name>', `<Name${Array.from({ length: 200_000 }, (_, n) => ` a${n}="1"`).join('')}>`),
      /longer than 65536/,
    ],
  ])('attack 73: a huge %s is refused in bounded memory', async (_, file, reason) => {
    await expect(read(file)).rejects.toThrow(reason);
  });

  test.each([
    ['71: of a DOCTYPE', withDoctype('<!DOCTYPE x [<!ENTITY a "'), /longer than 65536 characters/],
    ['73: of a text', xml.replace(/<Name>[^]*/, '<Name>'), /longer than 65536 characters/],
    ['73: of an attribute', xml.replace(/<Name>[^]*/, '<Name x="'), /longer than 65536 characters/],
    ['73: of a comment', xml.replace(/<Name>[^]*/, '<!-- '), /longer than 65536 characters/],
    ['73: of a tag', xml.replace(/<Name>[^]*/, '<Name'), /longer than 65536 characters/],
    ['73: of CDATA', xml.replace(/<Name>[^]*/, '<Name><![CDATA['), /longer than 65536 characters/],
  ])('attack %s of 100 MB, less than 1 MB is read', async (_, start, reason) => {
    let bytes = 0;
    async function* stream() {
      const part = Buffer.alloc(65_536, 'A');
      for (let next = Buffer.from(start); bytes < 100_000_000; next = part) {
        bytes += next.length;
        yield next;
      }
    }
    const sink = { manifest: () => undefined, record: () => undefined };
    await expect(readPart({ name: 'made.xml', bytes: 100_000_000, stream }, sink)).rejects.toThrow(reason);
    expect(bytes).toBeLessThan(1_000_000);
  });

  test('attack 73: 100,000 levels are refused', async () => {
    await expect(read(wrapped(`<a>${'<b>'.repeat(100_000)}`))).rejects.toThrow(/nested deeper than 32/);
  });

  test('attack 73: a record of a million elements is refused', async () => {
    await expect(read(wrapped(organisation('A', { rels: ['<x/>'.repeat(300_000)] })))).rejects.toThrow(
      /too many elements/,
    );
  });

  test.each([
    [
      'invalid UTF-8',
      Buffer.from(xml).map((byte, at) => (at === 900 ? 0xff : byte)),
      /byte \d+ or before: it is not valid UTF-8/,
    ],
    ['UTF-16', Buffer.from(xml, 'utf16le'), /UTF-16, expected UTF-8/],
    ['UTF-16 with a byte-order mark', Buffer.from(`\ufeff${xml}`, 'utf16le'), /UTF-16, expected UTF-8/],
    ['UTF-16 of the other order', Buffer.from(`\ufeff${xml}`, 'utf16le').swap16(), /UTF-16, expected UTF-8/],
    ['another declared encoding', Buffer.from(xml.replace('"UTF-8"', '"ISO-8859-1"')), /its encoding is ISO-8859-1/],
    ['NUL', Buffer.from(xml.replace('NAME OF A', 'NAME\u0000A')), /line \d+, column \d+.*disallowed character/],
    [
      'a truncated character at its end',
      Buffer.concat([Buffer.from(xml), Buffer.from([0xe2, 0x82])]),
      /not valid UTF-8/,
    ],
  ])('attack 73: %s is refused with its position', async (_, file, reason) => {
    await expect(read(Buffer.from(file))).rejects.toThrow(reason);
  });

  test('attack 76: a file truncated anywhere is refused', async () => {
    for (let share = 0.05; share < 1; share += 0.05) {
      const cut = xml.slice(0, Math.floor((xml.length - 4) * share));
      await expect(read(cut)).rejects.toThrow(/made.xml is refused at line \d+/);
    }
  });

  test('attack 76: content after the root is refused', async () => {
    await expect(read(`${xml}<again/>`)).rejects.toThrow(/not well-formed/);
  });
});
