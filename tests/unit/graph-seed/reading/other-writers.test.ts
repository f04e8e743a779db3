import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openReleaseFile } from '../../../../graph-seed/reading/release-file';
import { releaseOf } from '../../../oracle/reading/release';
import { readReleaseXml as read } from '../../../support/database/read-release-xml';
import {
  date,
  NAMESPACE,
  organisation,
  rel,
  releaseXml,
  role,
  succ,
  writeZip,
  zipBytes,
} from '../../../support/database/release-builder';

/** A record with every element and attribute that a published one may have. */
const RECORD = organisation('A1', {
  name: 'SMITH &amp; SONS &lt;OLD MILL&gt; &quot;SURGERY&quot; CAFÉ 😀',
  refOnly: 'false',
  dates: date('1974-04-01', '2024-03-31') + date('1974-04-01', '', 'Legal'),
  location:
    '<AddrLn1>1 HIGH STREET</AddrLn1><AddrLn3>MILL LANE</AddrLn3><Town>LEEDS</Town><County>YORKSHIRE</County><PostCode>LS1 1AA</PostCode><Country>ENGLAND</Country><UPRN>000100062519301</UPRN>',
  roles: [role('RO177', '1', 'primaryRole="true"'), role('RO76', '2', 'primaryRole="false"', date('2014-04-15'))],
  rels: [rel('RE4', '3', 'B1', date('2013-04-01', '2020-03-31'), 'Inactive'), rel('RE4', '4', 'B2')],
  succs: [succ('Successor', '5', 'C1', '2015-04-01', 'forwardSuccession="true"')],
}).replace('<Roles>', '<Contacts><Contact type="tel" value="01962 &amp; 000000"/></Contacts><Roles>');
const XML = releaseXml({ full: [RECORD, organisation('B1'), organisation('B2', { refOnly: 'true' })] }).slice(1);
const PROLOGUE = /^<\?xml[^?]*\?>\s*/;
const body = XML.replace(PROLOGUE, '');
const EMPTY = /<([\w:]+)((?:\s+[\w:]+="[^"]*")*)\s*\/>/g;

type Change = (xml: string) => string;
const between =
  (text: string): Change =>
  (xml) =>
    xml.replace(/>\s*</g, `>${text}<`);
const onEachTag =
  (change: (tag: string) => string): Change =>
  (xml) =>
    xml.replace(/<[\w/][^>]*>/g, change);
const reversed: Change = onEachTag((tag) => {
  const attributes = tag.match(/\s[\w:]+="[^"]*"/g) ?? [];
  return attributes.length < 2 ? tag : tag.replace(attributes.join(''), attributes.reverse().join(''));
});
const prefixed =
  (prefix: string): Change =>
  (xml) =>
    xml.replace(/(<\/?)(?:HSCOrgRefData:)?(\w)/g, `$1${prefix}:$2`).replace('xmlns:HSCOrgRefData', `xmlns:${prefix}`);
const unprefixed: Change = (xml) => xml.replaceAll('HSCOrgRefData:', '').replace('xmlns:HSCOrgRefData', 'xmlns');
const asReference = (text: string, form: (point: number) => string) =>
  [...text].map((letter) => form(letter.codePointAt(0)!)).join('');
const decoded = (text: string) =>
  text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
const onTexts =
  (change: (text: string) => string): Change =>
  (xml) =>
    xml.replace(/>([^<>\n]*\S[^<>\n]*)</g, (_, text: string) => `>${change(text)}<`);
const onValues =
  (change: (text: string) => string): Change =>
  (xml) =>
    xml.replace(/(\s(?!xmlns)[\w:]+=)"([^"]+)"/g, (_, name: string, text: string) => `${name}"${change(text)}"`);
/** The elements of every record in the opposite order. */
const otherOrder: Change = (xml) =>
  xml.replace(/(<Organisation [^>]*>)(.*?)(<\/Organisation>)/gs, (_, open: string, inside: string, close: string) => {
    const parts = inside.match(/<(\w+)(?:\s[^>]*)?(?:\/>|>(?:.*?)<\/\1>)/gs) ?? [];
    return open + parts.reverse().join('') + close;
  });

/** What another program may write for the same release. Only the order of dates differs in one of them. */
const WRITERS: readonly (readonly [what: string, change: Change])[] = [
  ['attributes in another order', reversed],
  ['single quotes', onEachTag((tag) => tag.replace(/="([^"']*)"/g, "='$1'"))],
  [
    'white space around the equals signs and line breaks between attributes',
    onEachTag((tag) => tag.replace(/ (\w+)="/g, '\r\n\t$1 = "').replace(/(\/?>)$/, ' $1')),
  ],
  ['a prefix on every element', prefixed('ns0')],
  ['the namespace as the default one', unprefixed],
  ['an end tag for every empty element', (xml) => xml.replace(EMPTY, '<$1$2></$1>')],
  ['a space in every empty element', (xml) => xml.replace(EMPTY, '<$1$2 />')],
  ['no white space at all', between('')],
  ['a line for each element, with tabs and CRLF', between('\r\n\t\t')],
  ['old line ends of one CR', between('\r')],
  ['texts in CDATA', onTexts((text) => `<![CDATA[${decoded(text)}]]>`)],
  [
    'texts in several parts of CDATA and comments',
    onTexts((text) => `${text.slice(0, 1)}<!-- - --><![CDATA[${decoded(text.slice(1, 3))}]]><?pi x?>${text.slice(3)}`),
  ],
  ['decimal references', (xml) => onValues((text) => asReference(decoded(text), (point) => `&#${point};`))(xml)],
  [
    'hexadecimal references in texts',
    onTexts((text) => asReference(decoded(text), (point) => `&#x${point.toString(16).toUpperCase()};`)),
  ],
  [
    'comments and processing instructions everywhere',
    (xml) =>
      `<!-- made by a program --><?xml-stylesheet href="x.xsl"?>\n${between('<!-- <Name>NO</Name> --><?x <Status value="Inactive"/> ?>')(xml)}<!-- end -->\n`,
  ],
  [
    'a schema location and xml attributes',
    (xml) =>
      xml
        .replace(
          ' xmlns:HSC',
          ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://x y.xsd" xml:lang="en-GB" xmlns:HSC',
        )
        .replaceAll('<Name>', '<Name xml:space="preserve">'),
  ],
  ['white space around texts', onTexts((text) => `\n   ${text}\t`)],
  ['the elements of a record in another order', otherOrder],
  ['other spellings of true and false', (xml) => xml.replaceAll('="true"', '="1"').replaceAll('="false"', '="0"')],
];
const DECLARATIONS: readonly (readonly [what: string, declaration: string])[] = [
  ['none', ''],
  ['single quotes', "<?xml version='1.0' encoding='utf-8'?>"],
  ['standalone', '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'],
  ['no encoding', '<?xml version="1.0"?>'],
  ['a byte-order mark before it', '\uFEFF<?xml version="1.0" encoding="utf-8"?>'],
  ['only a byte-order mark', '\uFEFF'],
];

describe('a release that another program wrote', () => {
  const facts = async (xml: string, chunk?: number) => {
    const { manifest, records, skipped } = await read(xml, chunk);
    const sorted = records.map((record) => ({ ...record, line: 0, dates: [...record.dates].sort(byType) }));
    return { manifest, records: sorted, skipped: [...skipped] };
  };
  const byType = (a: { type: string | null }, b: { type: string | null }) => (a.type! < b.type! ? -1 : 1);
  const expected = facts(XML);

  test('the release that is changed here has everything', async () => {
    const { records, skipped } = await expected;
    expect(records[0]).toMatchObject({
      name: 'SMITH & SONS <OLD MILL> "SURGERY" CAFÉ 😀',
      location: { AddrLn1: '1 HIGH STREET', AddrLn3: 'MILL LANE', UPRN: '000100062519301' },
      contacts: [{ type: 'tel', value: '01962 & 000000' }],
    });
    expect(skipped).toEqual([]);
  });

  test.each(WRITERS)('with %s is the same release', async (_, change) => {
    const changed = change(body);
    expect(changed).not.toBe(body);
    for (const chunk of [7, 65_536]) expect(await facts(changed, chunk)).toEqual(await expected);
  });

  test('with all of this is the same release, and so is what the oracle reads', async () => {
    const all = [reversed, WRITERS[5]![1], prefixed('o'), WRITERS[10]![1]];
    const changed = all.reduce((xml, change) => change(xml), body);
    expect(await facts(changed)).toEqual(await expected);
    expect(releaseOf([changed]).entries.get('A1')).toEqual(releaseOf([XML]).entries.get('A1'));
  });

  test.each(DECLARATIONS)('with the declaration: %s', async (_, declaration) => {
    for (const chunk of [1, 65_536]) expect(await facts(declaration + body, chunk)).toEqual(await expected);
  });

  test.each([
    ['UTF-16', Buffer.from(`\uFEFF${XML.replace('UTF-8', 'UTF-16')}`, 'utf16le'), /it is UTF-16, expected UTF-8/],
    [
      'ISO-8859-1',
      Buffer.from(XML.replace('UTF-8', 'ISO-8859-1'), 'latin1'),
      /its encoding is ISO-8859-1, expected UTF-8/,
    ],
    [
      'an encoding that is not said',
      Buffer.from(XML.replace(/ encoding="[^"]*"/, '').replace('😀', ''), 'latin1'),
      /it is not valid UTF-8/,
    ],
  ])('in %s is refused, and the encoding is named', async (_, bytes, reason) => {
    await expect(read(bytes as never)).rejects.toThrow(reason);
  });

  test.each([
    ['an older namespace', XML.replace(NAMESPACE, NAMESPACE.replace('v2-0-0', 'v1-0-0')), /v1-0-0/],
    [
      'a newer version',
      XML.replace('Version value="2-0-0"', 'Version value="2-1-0"'),
      /its version is 2-1-0, expected 2-0-0/,
    ],
    ['another root', XML.replaceAll(':OrgRefData', ':OrganisationManifest'), /its root is OrganisationManifest/],
    [
      'changes instead of all records',
      XML.replace('value="Full"', 'value="APISync"'),
      /its publication type is APISync/,
    ],
  ])('of %s is refused, and what is expected is named', async (_, xml, reason) => {
    expect(xml).not.toBe(XML);
    await expect(read(xml)).rejects.toThrow(reason);
  });

  test('with other names of elements is read without them, and they are counted', async () => {
    const renamed = XML.replaceAll(/(<\/?)Rel\b/g, '$1Relationship').replaceAll(/(<\/?)Succ\b/g, '$1Successor');
    const { records, skipped } = await facts(renamed);
    expect([records[0]!.relationships, records[0]!.successions]).toEqual([[], []]);
    expect(skipped).toEqual([
      ['Organisations/Organisation/Rels/Relationship', 2],
      ['Organisations/Organisation/Succs/Successor', 1],
    ]);
  });
});

/** Python's zipfile is another library; it can also write to a pipe, where sizes follow the data. */
const PYTHON = `
import sys, zipfile, io, os
way, out, folder = sys.argv[1:4]
method = zipfile.ZIP_STORED if way in ('stored', 'inner stored') else zipfile.ZIP_DEFLATED
class Pipe(io.RawIOBase):
    def __init__(self): self.data = bytearray()
    def writable(self): return True
    def seekable(self): return False
    def write(self, part):
        self.data += bytes(part)
        return len(part)
def pack(entries, prefix=''):
    target = Pipe() if way == 'streamed' else io.BytesIO()
    with zipfile.ZipFile(target, 'w', method) as packed:
        if prefix: packed.writestr(zipfile.ZipInfo(prefix), b'')
        for name, data in entries:
            info = zipfile.ZipInfo(prefix + name, (2024, 10, 31, 0, 0, 0))
            info.compress_type = method
            with packed.open(info, 'w', force_zip64=(way == 'zip64')) as entry: entry.write(data)
            if way == 'macOS': packed.writestr('__MACOSX/' + prefix + '._' + name, b'\\x00\\x05\\x16\\x07')
        if way == 'macOS': packed.writestr('.DS_Store', b'\\x00')
        if way == 'comment': packed.comment = b'made by a program PK\\x05\\x06'
    return bytes(target.data) if way == 'streamed' else target.getvalue()
read = lambda name: open(os.path.join(folder, name), 'rb').read()
full, archive = ('HSCOrgRefData_Full_20241031.xml', read('full.xml')), ('HSCOrgRefData_Archive_20241031.xml', read('archive.xml'))
prefix = 'hscorgrefdataxml_data_8.0.0/' if way in ('folder', 'macOS') else ''
both = [full, archive] if way == 'unpacked' else [('archive.zip', pack([archive])), ('fullfile.zip', pack([full]))]
if way == 'capitals': both = [(name.upper(), data) for name, data in both]
open(out, 'wb').write(pack(both, prefix))
`;

describe('a release that another program has packed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ods-graph-writers-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const parts = { full: XML, archive: releaseXml({ archive: [organisation('Z1')] }, 'Archive') };
  for (const [name, xml] of Object.entries(parts)) writeFileSync(join(folder, `${name}.xml`), xml);
  let count = 0;

  async function textsIn(path: string) {
    const work = join(folder, `work-${++count}`);
    mkdirSync(work);
    const file = await openReleaseFile(path, work);
    try {
      const texts: string[] = [];
      for (const part of file.parts) {
        const chunks: Buffer[] = [];
        for await (const chunk of part.stream()) chunks.push(chunk);
        texts.push(Buffer.concat(chunks).toString());
      }
      return { texts, missing: file.missing };
    } finally {
      file.close();
    }
  }

  const whole = { texts: [parts.full, parts.archive], missing: [] };
  const withPython = spawnSync('python3', ['--version']).status === 0 ? test : test.skip;
  if (withPython !== test) process.stderr.write('NOT RUN, because there is no Python 3: releases packed by it.\n');
  const WAYS = ['deflated', 'stored', 'streamed', 'zip64', 'folder', 'capitals', 'comment', 'macOS', 'unpacked'];
  withPython.each(WAYS)('by Python: %s', async (way) => {
    const path = join(folder, `${way}.zip`);
    execFileSync('python3', ['-c', PYTHON, way, path, folder], { encoding: 'utf8' });
    expect(await textsIn(path)).toEqual(whole);
  });

  const entry = (name: string, text = '') => [name, Buffer.from(text)] as const;
  const ofMacOs = (name: string, bytes: Buffer) => [
    [name, bytes] as const,
    entry(`__MACOSX/._${name}`, '\0\x05\x16\x07'),
  ];

  test('by macOS, which adds an entry of its own for each file', async () => {
    const [full, archive] = await Promise.all(
      Object.entries(parts).map(([name, xml]) => zipBytes(ofMacOs(`${name}.xml`, Buffer.from(xml)))),
    );
    const both = [...ofMacOs('archive.zip', archive!), ...ofMacOs('fullfile.zip', full!), entry('.DS_Store')];
    expect(await textsIn(await writeZip(join(folder, 'mac', 'x.zip'), both))).toEqual(whole);
  });

  test('after it was unpacked: both XML files in one zip', async () => {
    const both = [entry('x/HSCOrgRefData_Archive.xml', parts.archive), entry('x/HSCOrgRefData_Full.xml', parts.full)];
    expect(await textsIn(await writeZip(join(folder, 'both', 'x.zip'), both))).toEqual(whole);
  });
});
