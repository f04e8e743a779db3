import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';
import { ZipFile } from 'yazl';
import { importJars } from '../../../database/jars';
import { NEO4J_VERSION } from '../../../database/layout';
import { silentReport } from '../../../cli/report';

const MAIN = 'Manifest-Version: 1.0\r\nAutomatic-Module-Name: example\r\n\r\n';
const DIGESTS = 'Name: a/A.class\r\nSHA-256-Digest: AAAA\r\n\r\n';
const SIGNED = {
  'META-INF/MANIFEST.MF': MAIN + DIGESTS,
  'META-INF/EXAMPLE.SF': 'Signature-Version: 1.0\r\n',
  'META-INF/EXAMPLE.RSA': 'bytes',
  'META-INF/services/a.A': 'a.A',
  'a/A.class': 'class '.repeat(100),
};
const NEO4J_JAR = `neo4j-${NEO4J_VERSION}.jar`;

function jarOf(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  return buffer(zip.outputStream);
}

async function filesOf(jar: Buffer): Promise<Record<string, string>> {
  const zip = await fromBufferPromise(jar, { lazyEntries: true });
  const files: Record<string, string> = {};
  for await (const entry of zip.eachEntry())
    files[entry.fileName] = (await buffer(await zip.openReadStreamPromise(entry))).toString();
  return files;
}

test('jars are kept without signatures, which every start would verify; what is not signed stays byte by byte', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ods-graph-jars-'));
  try {
    const from = join(folder, 'from');
    mkdirSync(from);
    const { 'META-INF/EXAMPLE.SF': _, 'META-INF/EXAMPLE.RSA': __, ...unsigned } = SIGNED;
    const jars = {
      [NEO4J_JAR]: await jarOf(unsigned),
      'signed.jar': await jarOf(SIGNED),
      'odd.jar': Buffer.from('no zip'),
    };
    for (const [name, bytes] of Object.entries(jars)) writeFileSync(join(from, name), bytes);
    const sizes = Object.entries(jars).map(([name, bytes]) => [name, bytes.length]);
    writeFileSync(
      join(from, 'jars.json'),
      JSON.stringify({ version: NEO4J_VERSION, files: Object.fromEntries(sizes) }),
    );
    const settings = { dataDir: join(folder, 'data'), port: 0, heap: '1g', pageCache: '1g', log: silentReport.line };
    const into = await importJars(settings, from);
    expect(await filesOf(readFileSync(join(into, 'signed.jar')))).toEqual({
      ...unsigned,
      'META-INF/MANIFEST.MF': MAIN,
    });
    for (const same of [NEO4J_JAR, 'odd.jar'] as const)
      expect(readFileSync(join(into, same)).equals(jars[same]!)).toBe(true);
    const marker = JSON.parse(readFileSync(join(into, 'jars.json'), 'utf8')) as { files: Record<string, number> };
    expect(marker.files['signed.jar']).toBe(statSync(join(into, 'signed.jar')).size);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
