import { readReleaseXml as read } from '../../../support/database/read-release-xml';
import { date, NAMESPACE, organisation, rel, releaseXml, role, succ } from '../../../support/database/release-builder';

const wrapped = (...full: string[]) => releaseXml({ full });
const only = async (record: string) => (await read(wrapped(record))).records[0]!;

/** One element of every known name, with values that no test expects. */
const FOREIGN = `<Name>LIST STATUS</Name><Status value="Inactive"/><LastChangeDate value="2026-01-01"/>
  <Date><Type value="Operational"/><Start value="2026-04-01"/><End value="2026-04-02"/></Date><Type>Successor</Type>
  <OrgId extension="Z99"/><Target><OrgId extension="Z98"/><PrimaryRoleId id="RO1"/></Target>
  <GeoLoc><Location><AddrLn1>ELSEWHERE</AddrLn1><PostCode>ZZ9 9ZZ</PostCode></Location></GeoLoc>
  <Contacts><Contact type="tel" value="0"/></Contacts><Roles>${role('RO197', '7')}</Roles>
  <Rels>${rel('RE9', '8', 'Z97')}</Rels><Succs>${succ('Successor', '9', 'Z96')}</Succs>
  <Organisation><OrgId extension="Z95"/></Organisation><Manifest><Version value="9"/></Manifest>`;

const RECORD = organisation('A1', {
  location: '<AddrLn1>1 HIGH STREET</AddrLn1><Town>LEEDS</Town>',
  rels: [rel('RE4', '2', 'B1', date('2005-01-01'))],
  succs: [succ('Successor', '3', 'C1')],
});

describe('an element that is not known', () => {
  const places = [
    'Organisation',
    'Date',
    'Status',
    'OrgId',
    'GeoLoc',
    'Location',
    'Roles',
    'Role',
    'Rels',
    'Rel',
    'Target',
    'Succs',
    'Succ',
  ];

  test.each(places)('is skipped whole inside %s, counted and named', async (place) => {
    const { records } = await read(wrapped(RECORD));
    const tag = new RegExp(`<${place}( [^>]*)?/?>`);
    const changed = RECORD.replace(tag, (whole) =>
      whole.endsWith('/>')
        ? `${whole.slice(0, -2)}><Extra>${FOREIGN}</Extra></${place}>`
        : `${whole}<Extra>${FOREIGN}</Extra>`,
    );
    expect(changed).not.toBe(RECORD);
    const read2 = await read(wrapped(changed));
    expect(read2.records.map((record) => ({ ...record, line: 0 }))).toEqual(
      records.map((record) => ({ ...record, line: 0 })),
    );
    expect([...read2.skipped]).toEqual([[expect.stringMatching(new RegExp(`\\b${place}/Extra$`)), 1]]);
  });

  test('leaves out a known element in a place where it is not known', async () => {
    const record = await read(
      wrapped(RECORD.replace('<Roles>', `${role('RO197', '7')}<Target/><PostCode>X</PostCode><Roles>`)),
    );
    expect(record.records[0]!.roles).toHaveLength(1);
    expect(record.records[0]!.location).toEqual({ AddrLn1: '1 HIGH STREET', Town: 'LEEDS' });
    expect([...record.skipped]).toEqual([
      ['Organisations/Organisation/Role', 1],
      ['Organisations/Organisation/Target', 1],
      ['Organisations/Organisation/PostCode', 1],
    ]);
  });

  test('may have texts that are longer than a name may be', async () => {
    const { records, skipped } = await read(
      wrapped(RECORD.replace('<Name>', `<Note>${'X'.repeat(30_000)}</Note><Name>`)),
    );
    expect(records[0]!.name).toBe('NAME OF A1');
    expect([...skipped]).toEqual([['Organisations/Organisation/Note', 1]]);
  });

  test('changes nothing of the manifest, and no section beside the records is read', async () => {
    const xml = wrapped(RECORD)
      .replace('<Manifest>', '<Manifest><Previous><PublicationDate value="2001-01-01"/></Previous>')
      .replace('</Manifest>', '<Note><RecordCount value="7"/><PublicationType value="APISync"/></Note></Manifest>')
      .replace('<Organisations>', `<Drafts>${organisation('A9')}</Drafts><Organisations>`)
      .replace(
        '<CodeSystem ',
        '<CodeSystem name="OrganisationRole"><old><concept id="RO9" displayName="OLD"/></old></CodeSystem><CodeSystem ',
      );
    const { manifest, records, skipped } = await read(xml);
    expect(manifest).toEqual((await read(wrapped(RECORD))).manifest);
    expect(records.map(({ code }) => code)).toEqual(['A1']);
    expect([...skipped]).toEqual([
      ['Manifest/Previous', 1],
      ['Manifest/Note', 1],
      ['CodeSystems/CodeSystem/old', 1],
      ['Drafts', 1],
    ]);
  });

  test('is counted by name for at most 100 names', async () => {
    const extra = Array.from({ length: 150 }, (_, at) => `<x${at}/>`).join('');
    const { skipped } = await read(wrapped(RECORD.replace('<Roles>', `${extra}<Roles>`)));
    expect([skipped.size, skipped.get('others')]).toEqual([101, 50]);
  });

  test('a file without the element Organisations is refused', async () => {
    await expect(read(wrapped().replace(/<Organisations>.*<\/Organisations>/s, ''))).rejects.toThrow(
      /has no element Organisations/,
    );
  });
});

describe('a repeated element that a record has once', () => {
  test.each([
    [
      'a second Location',
      '</GeoLoc>',
      '<Location><AddrLn1>ELSEWHERE</AddrLn1><AddrLn2>X</AddrLn2></Location></GeoLoc>',
    ],
    ['a Location inside the Location', '<Town>', '<Location><AddrLn1>ELSEWHERE</AddrLn1></Location><Town>'],
    ['a second GeoLoc', '<Roles>', '<GeoLoc><Location><County>X</County></Location></GeoLoc><Roles>'],
    ['a second Target', '</Rel>', '<Target><OrgId extension="Z9"/></Target></Rel>'],
    ['a second OrgId of a target', '</Target>', '<OrgId extension="Z9"/></Target>'],
    ['a second OrgId', '<Roles>', '<OrgId extension="Z9"/><Roles>'],
    ['a second Name', '<Roles>', '<Name>ANOTHER</Name><Roles>'],
  ])('counts for nothing and is named: %s', async (_, before, after) => {
    const { records } = await read(wrapped(RECORD));
    const { records: changed, skipped } = await read(wrapped(RECORD.replace(before, after)));
    expect(changed).toEqual(records);
    expect([...skipped.values()]).toEqual([1]);
    expect([...skipped.keys()].join()).toMatch(/\(repeated\)$|Location\/Location$/);
  });
});

describe('text', () => {
  test.each([
    ['HONEST <b>OLD</b> SURGERY', 'HONEST OLD SURGERY'],
    ['<b>HONEST</b> OLD SURGERY', 'HONEST OLD SURGERY'],
    ['HONEST OLD <i>SUR<b>GERY</b></i>', 'HONEST OLD SURGERY'],
    ['HONEST <br/>OLD SURGERY', 'HONEST OLD SURGERY'],
    ['HONEST <?x y?>OLD<!-- z --> SURGERY', 'HONEST OLD SURGERY'],
  ])('is kept around and inside markup in a name: %s', async (name, expected) => {
    expect((await only(organisation('A', { name }))).name).toBe(expected);
  });

  test('is kept around markup in an address and in the type of a succession', async () => {
    const record = await only(
      organisation('A', {
        location: '<AddrLn1>THE <em>OLD</em> MILL</AddrLn1>',
        succs: [succ('Prede<x/>cessor', '3', 'C')],
      }),
    );
    expect(record.location).toEqual({ AddrLn1: 'THE OLD MILL' });
    expect(record.successions[0]!.type).toBe('Predecessor');
  });
});

describe('the namespace decides', () => {
  /** Gives every element of a file a prefix. */
  const prefixed = (xml: string, prefix: string) =>
    xml
      .replaceAll('HSCOrgRefData:', '')
      .replace('xmlns:HSCOrgRefData', `xmlns:${prefix}`)
      .replace(/<(\/?)([A-Za-z])/g, `<$1${prefix}:$2`);

  test('all elements with a prefix of the right namespace are read', async () => {
    const plain = await read(wrapped(RECORD));
    for (const prefix of ['HSCOrgRefData', 'a']) expect(await read(prefixed(wrapped(RECORD), prefix))).toEqual(plain);
  });

  test('a prefix may be declared, declared again and hidden anywhere', async () => {
    const inner = prefixed(RECORD, 'o').replace('<o:Organisation', `<o:Organisation xmlns:o="${NAMESPACE}"`);
    const other = RECORD.replaceAll('A1', 'A2')
      .replace('<Organisation', `<p:Organisation xmlns:p="${NAMESPACE}"`)
      .replace('</Organisation', '</p:Organisation')
      .replace('<Roles>', '<x xmlns:p="urn:x"><p:Organisation/></x><Roles>');
    const { records } = await read(wrapped(inner, other, RECORD.replaceAll('A1', 'A3')));
    expect(records.map(({ code, roles }) => [code, roles.length])).toEqual([
      ['A1', 1],
      ['A2', 1],
      ['A3', 1],
    ]);
  });

  test('an element of another namespace is not ours, with a prefix or without', async () => {
    const changed = RECORD.replace(
      '<Roles>',
      '<o:Status xmlns:o="urn:other" value="Inactive"/><Name xmlns="urn:other">ANOTHER</Name><Roles>',
    );
    const { records, skipped } = await read(
      wrapped(changed, `<Organisation xmlns="urn:other">${FOREIGN}</Organisation>`),
    );
    expect(records.map(({ line: _, ...record }) => record)).toEqual(
      (await read(wrapped(RECORD))).records.map(({ line: _, ...record }) => record),
    );
    expect([...skipped]).toEqual([
      ['Organisations/Organisation/{urn:other}Status', 1],
      ['Organisations/Organisation/{urn:other}Name', 1],
      ['Organisations/{urn:other}Organisation', 1],
    ]);
  });

  test.each([1_000, 1_037, 65_536])('is found late in a file, in chunks of %i bytes', async (chunkSize) => {
    const many = Array.from({ length: 400 }, (_, at) => organisation(`B${at}`));
    const late = ['xmlns="urn:other"', 'xmlns:o="urn:other" o:extension="Z9"'].map((added) =>
      RECORD.replace('<OrgId ', `<OrgId ${added} `),
    );
    const { records, skipped } = await read(wrapped(...many, ...many, ...late), chunkSize);
    expect(records.slice(-2).map(({ code }) => code)).toEqual([null, 'A1']);
    expect([...skipped]).toEqual([['Organisations/Organisation/{urn:other}OrgId', 1]]);
  });

  test('an attribute of another namespace is not ours, and one of the right namespace is', async () => {
    const changed = RECORD.replace('<Status ', '<Status xmlns:o="urn:other" o:value="Inactive" ').replace(
      'extension="A1"',
      'HSCOrgRefData:extension="A7"',
    );
    const { records } = await read(wrapped(changed));
    expect([records[0]!.status, records[0]!.code]).toEqual(['Active', 'A7']);
  });

  test('a root with the right prefix of another namespace is refused, and so is a prefix without a namespace', async () => {
    await expect(read(wrapped().replace(NAMESPACE, 'urn:other'))).rejects.toThrow(/root is OrgRefData in urn:other/);
    await expect(read(wrapped(RECORD.replace('<Name>', '<q:Name/><Name>')))).rejects.toThrow(
      /line \d+.*the prefix of q:Name is not declared/,
    );
  });
});

test.each(['US-ASCII', 'us-ascii', 'ASCII', 'UTF8', 'utf-8'])('the encoding %s is accepted', async (encoding) => {
  const xml = wrapped(RECORD).slice(1).replace('"UTF-8"', `"${encoding}"`);
  expect((await read(xml)).records).toEqual((await read(wrapped(RECORD))).records);
});

test('a file of the encoding US-ASCII with other characters is refused', async () => {
  const xml = wrapped(organisation('A', { name: 'CAFÉ' })).replace('"UTF-8"', '"US-ASCII"');
  await expect(read(xml.slice(1))).rejects.toThrow(/it is not valid US-ASCII/);
});
