import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readClientSchema } from '../../../../cli/compose/client-schema';
import { silentReport } from '../../../../cli/report';
import { compose } from '../../../../federation/composition/compose';

const folder = mkdtempSync(join(tmpdir(), 'ods-graph-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a supergraph with directives for access can be compared with: only its names are read', async () => {
  const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@authenticated"])
    type Query { beds: Int @authenticated }`;
  const path = join(folder, 'supergraph.graphql');
  writeFileSync(path, compose([{ name: 'wards', sdl }], undefined, { isSecured: true }));
  const schema = await readClientSchema(path, silentReport);
  expect(Object.keys(schema.getQueryType()!.getFields())).toEqual(['beds']);
});
