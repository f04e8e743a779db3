import type { Bundle, FhirResource, Organization } from 'fhir/r4';
import { writeResource } from '../../../../gateway/fhir/write-resource';
import { WorkBudget } from '../../../../work-budget';

const work = () => new WorkBudget({ sliceMs: 0 });

/** A bundle whose entries count how many of them were written. */
function countedBundle(entries: number, name: string) {
  let written = 0;
  const resource = (): Organization => ({ resourceType: 'Organization', name });
  const counted = () => Object.assign(resource(), { toJSON: () => (written++, resource()) });
  const entry: { resource: FhirResource }[] = Array.from({ length: entries }, () => ({ resource: counted() }));
  const bundle: Bundle & { entry: typeof entry } = { resourceType: 'Bundle', type: 'searchset', total: entries, entry };
  return { bundle, written: () => written };
}

test('a resource is written as JSON.stringify does', async () => {
  const { bundle } = countedBundle(200, 'ÉLAN "SURGERY"');
  for (const resource of [bundle, { ...bundle, entry: undefined }, bundle.entry[0]!.resource])
    expect((await writeResource(resource, 100_000, work())).toString()).toBe(JSON.stringify(resource));
});

test('a bundle at the limit is written, and one above it ends at the entry that passes the limit', async () => {
  const { bundle, written } = countedBundle(1_000, 'É'.repeat(100));
  const size = Buffer.byteLength(JSON.stringify(bundle));
  expect(await writeResource(bundle, size, work())).toHaveLength(size);
  await expect(writeResource(bundle, size - 1, work())).rejects.toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
  const before = written();
  await expect(writeResource(bundle, size / 10, work())).rejects.toThrow(`${size / 10} bytes`);
  expect(written() - before).toBeLessThan(110);
});

test('a bundle that is being written ends when nobody waits for it any more', async () => {
  const { bundle, written } = countedBundle(1_000, 'SURGERY');
  const budget = work();
  budget.stopWhen(() => (written() > 100 ? new Error('late') : undefined));
  await expect(writeResource(bundle, 1e6, budget)).rejects.toThrow('late');
  expect(written()).toBeLessThan(300);
});
