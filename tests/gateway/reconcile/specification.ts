/**
 * What the JSON schemas of the Reconciliation API 0.2 require of responses, as checks
 * (https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/, appendix "JSON Schemas"). Each
 * returns what is wrong; nothing for a valid response.
 */
type Json = Readonly<Record<string, unknown>>;
type Check = (value: unknown, path: string) => string[];

const text: Check = (value, path) => (typeof value === 'string' ? [] : [`${path} is no string`]);
const number: Check = (value, path) => (typeof value === 'number' ? [] : [`${path} is no number`]);
const whole: Check = (value, path) => (Number.isInteger(value) ? [] : [`${path} is no integer`]);
const flag: Check = (value, path) => (typeof value === 'boolean' ? [] : [`${path} is no boolean`]);

const pattern =
  (expected: RegExp): Check =>
  (value, path) =>
    typeof value === 'string' && expected.test(value) ? [] : [`${path} does not match ${expected.source}`];

const list =
  (item: Check): Check =>
  (value, path) =>
    Array.isArray(value) ? value.flatMap((each, at) => item(each, `${path}[${at}]`)) : [`${path} is no array`];

const map =
  (item: Check): Check =>
  (value, path) =>
    isObject(value)
      ? Object.entries(value).flatMap(([key, each]) => item(each, `${path}.${key}`))
      : [`${path} is no object`];

/** An object with required and optional properties; others are allowed unless it is closed. */
const object =
  (
    required: Readonly<Record<string, Check>>,
    optional: Readonly<Record<string, Check>> = {},
    isClosed = false,
  ): Check =>
  (value, path) => {
    if (!isObject(value)) return [`${path} is no object`];
    const missing = Object.keys(required).filter((name) => !(name in value));
    const known = { ...required, ...optional };
    const more = isClosed ? Object.keys(value).filter((name) => !(name in known)) : [];
    const found = Object.entries(known).filter(([name]) => name in value);
    return [
      ...missing.map((name) => `${path}.${name} is missing`),
      ...more.map((name) => `${path}.${name} is not allowed`),
      ...found.flatMap(([name, check]) => check(value[name], `${path}.${name}`)),
    ];
  };

const either =
  (...checks: readonly Check[]): Check =>
  (value, path) =>
    checks.filter((check) => check(value, path).length === 0).length === 1 ? [] : [`${path} has not exactly one form`];

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const template = object({ url: pattern(/\{\{id\}\}/) });
const named = object({ id: text, name: text });
const type = either(object({ id: text }, { name: text }), text);
const service = object({}, { service_url: text, service_path: text, flyout_service_url: text });

const includesVersion: Check = (value, path) =>
  Array.isArray(value) && value.includes('0.2') ? list(text)(value, path) : [`${path} lacks 0.2`];

export const manifest = object(
  { versions: includesVersion, name: text, identifierSpace: text, schemaSpace: text },
  {
    ...{ documentation: text, serviceVersion: text, logo: text, batchSize: whole },
    ...{ view: template, feature_view: template, defaultTypes: list(named) },
    suggest: object({}, { entity: service, property: service, type: service }),
    preview: object({ url: pattern(/\{\{id\}\}/), width: whole, height: whole }),
    extend: object({}, { propose_properties: service, property_settings: list(object({ name: text, label: text })) }),
  },
);

export const resultBatch = map(
  object({
    result: list(
      object(
        { id: text, name: text, score: number },
        {
          ...{ description: text, match: flag, type: list(type) },
          features: list(object({}, { id: text, value: either(flag, number) })),
        },
      ),
    ),
  }),
);

export const suggestEntities = object({
  result: list(object({ id: text, name: text }, { description: text, notable: list(type) })),
});
export const suggestProperties = object({ result: list(object({ id: text, name: text }, { description: text })) });
export const suggestTypes = object({ result: list(named) });
export const propertyProposal = object({ properties: list(named), type: text }, { limit: number });

const value = either(
  object({}, {}, true),
  object({ id: text, name: text }, { description: text }, true),
  object({ str: text }, {}, true),
  object({ float: number }, {}, true),
  object({ int: whole }, {}, true),
  object({ date: pattern(/^\d{4}-(1[0-2]|0[1-9])-(3[01]|0[1-9]|[12]\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d/) }, {}, true),
);

export const extension = object({
  meta: list(
    object({ id: text, name: text }, { type: object({ id: text }, { name: text }), service: pattern(/^https?:/) }),
  ),
  rows: map(map(list(value))),
});
