import { readdirSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { SaxesParser } from 'saxes';

type Json = string | number | boolean | readonly Json[] | { readonly [name: string]: Json };
type Node = Record<string, unknown>;

/** Returns a published example of the official ODS FHIR API as JSON, also from XML. It finds the file by name under ODS_RELEASES. */
export function fhirExample(name: string): Record<string, unknown> {
  const path = (process.env.ODS_RELEASES ?? '')
    .split(delimiter)
    .filter((given) => given !== '' && statSync(given).isDirectory())
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
    .find((file) => file.endsWith(`/${name}`));
  if (!path) throw new Error(`There is no ${name} under ODS_RELEASES.`);
  const text = readFileSync(path, 'utf8');
  return (name.endsWith('.xml') ? fromXml(text) : JSON.parse(text)) as Record<string, unknown>;
}

const LISTS = new Set(['extension', 'coding', 'telecom', 'address', 'line', 'type', 'code', 'profile']);
const PRIMITIVES: Readonly<Record<string, (text: string) => unknown>> = {
  active: (text) => text === 'true',
  valueBoolean: (text) => text === 'true',
  valueInteger: Number,
};

/** Converts the FHIR XML of an Organization or OrganizationAffiliation to FHIR JSON. */
function fromXml(text: string): Node {
  const parser = new SaxesParser();
  const path: { name: string; node: Node }[] = [{ name: '', node: {} }];
  let whole: Node = {};
  parser.on('opentag', ({ name, attributes }) => {
    const { value, url } = attributes;
    const node: Node = url === undefined ? {} : { url };
    const depth = path.length;
    if (depth === 1) whole = Object.assign(node, { resourceType: name });
    else {
      const isList =
        (LISTS.has(name) && (value === undefined || name === 'line')) || (name === 'identifier' && depth === 2);
      put(path.at(-1)!.node, name, value === undefined ? node : (PRIMITIVES[name] ?? String)(value), isList);
    }
    path.push({ name, node });
  });
  parser.on('closetag', () => void path.pop());
  parser.write(text).close();
  return whole;
}

function put(parent: Node, name: string, value: unknown, isList: boolean): void {
  if (isList) parent[name] = [...((parent[name] as unknown[] | undefined) ?? []), value];
  else parent[name] = value;
}

/** Returns each value of a resource by its path. The path names an extension by the last part of its url and its code. */
export function valuesOf(resource: unknown, path = ''): Record<string, unknown> {
  if (typeof resource !== 'object' || resource === null) return { [path]: resource };
  const entries = Array.isArray(resource)
    ? resource.map((item, at) => [nameOf(item as Json) ?? String(at), item as unknown] as const)
    : Object.entries(resource);
  return Object.assign(
    {},
    ...entries.map(([name, value]) => valuesOf(value, path && name !== '' ? `${path}/${name}` : path + name)),
  );
}

function nameOf(item: Json): string | null {
  if (typeof item !== 'object' || !('url' in item) || typeof item.url !== 'string') return null;
  const code = /"code":"([^"]*)"/.exec(JSON.stringify(item))?.[1];
  const name = item.url
    .split('/')
    .at(-1)!
    .replace(/^Extension-(England|UKCore)-/, '');
  return code === undefined || !item.url.includes('/') ? name : `${name} ${code}`;
}

/** Paths of optional metadata, which the comparison ignores when one side omits them. */
const METADATA = /\/(url|system|\d+\/display|dateType\/.*|type\/valueCodeableConcept\/.*)$/;

/** Returns the values that are missing from a resource, additional to, or different from an example. */
export function differences(example: unknown, resource: unknown) {
  const [theirs, ours] = [valuesOf(example), valuesOf(resource)];
  const only = (one: Record<string, unknown>, other: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(one).filter(([path]) => !(path in other) && !METADATA.test(path)));
  const both = Object.keys(theirs).filter((path) => path in ours && theirs[path] !== ours[path]);
  return {
    missing: only(theirs, ours),
    additional: only(ours, theirs),
    different: Object.fromEntries(both.map((path) => [path, [theirs[path], ours[path]]])),
  };
}
