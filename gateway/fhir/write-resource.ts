import type { BundleEntry, FhirResource } from 'fhir/r4';
import { KnownError } from '../../errors';
import type { WorkBudget } from '../../work-budget';
import { utf8Bytes } from '../graphql/response-body';

/**
 * Returns a resource as JSON. The entries of a bundle are written one by one within the budget.
 * Throws PAYLOAD_TOO_LARGE at the first entry that passes the limit.
 */
export async function writeResource(resource: FhirResource, maxBytes: number, work: WorkBudget): Promise<Buffer> {
  const text =
    resource.resourceType === 'Bundle' ? await bundleText(resource, maxBytes, work) : JSON.stringify(resource);
  const bytes = utf8Bytes(text);
  if (bytes.length > maxBytes) throw responseTooLarge(maxBytes);
  return bytes;
}

async function bundleText(
  { entry, ...rest }: { readonly entry?: readonly BundleEntry[] },
  maxBytes: number,
  work: WorkBudget,
): Promise<string> {
  const head = JSON.stringify(rest);
  if (entry === undefined) return head;
  let left = maxBytes - head.length;
  const entries = await work.map(entry, (one) => {
    const text = JSON.stringify(one);
    left -= Buffer.byteLength(text) + 1;
    if (left < 0) throw responseTooLarge(maxBytes);
    return text;
  });
  return `${head.slice(0, -1)},"entry":[${entries.join()}]}`;
}

function responseTooLarge(maxBytes: number): KnownError {
  return new KnownError('PAYLOAD_TOO_LARGE', `The response is larger than the limit of ${maxBytes} bytes.`);
}
