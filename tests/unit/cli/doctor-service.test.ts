import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { subgraphsFinding } from '../../../cli/doctor/service';
import { silentReport } from '../../../cli/report';
import { readConfig } from '../../../config';
import { createSdlStore } from '../../../federation/supergraph/sdl-store';
import { temporaryFolder } from '../../support/database/fresh-neo4j';

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a subgraph that is down', () => {
  const URL = 'http://127.0.0.1:1/graphql';
  const finding = async (dataDir: string, more = '') => {
    const path = join(folder, 'subgraphs.yaml');
    writeFileSync(path, `subgraphs: [{ name: beds, url: '${URL}', schema: introspect${more} }]`);
    const env = { DATA_DIR: dataDir, SUBGRAPHS: path };
    return subgraphsFinding({ env, config: () => readConfig(env), out: () => undefined, report: silentReport });
  };

  test('is a problem if serve does not start without it', async () => {
    expect(await finding(join(folder, 'none'))).toMatchObject({ state: 'problem' });
  });

  test('is a warning if serve leaves it out', async () => {
    expect(await finding(join(folder, 'none'), ', required: false')).toMatchObject({
      state: 'warning',
      seen: expect.stringMatching(/^The subgraph beds is left out: /) as unknown,
      next: expect.stringMatching(/^beds: Start it/) as unknown,
    });
  });

  test('is a warning if serve has its last known SDL', async () => {
    const dataDir = join(folder, 'known');
    mkdirSync(dataDir);
    await createSdlStore(join(dataDir, 'subgraphs')).save({ name: 'beds', url: URL, sdl: 'type Query { beds: Int }' });
    expect(await finding(dataDir)).toMatchObject({
      state: 'warning',
      seen: expect.stringMatching(/^The subgraph beds is served with its last known SDL, read at 20/) as unknown,
    });
  });

  test('is a problem if its last known SDL does not compose', async () => {
    const dataDir = join(folder, 'broken');
    const sdl = 'type Query { beds: Organisation } enum Organisation { A }';
    await createSdlStore(join(dataDir, 'subgraphs')).save({ name: 'beds', url: URL, sdl });
    expect(await finding(dataDir)).toMatchObject({ state: 'problem' });
  });
});
