/** A field as introspection returns it (documents/fields.graphql). */
export interface Field {
  readonly name: string;
  readonly args: readonly {
    readonly name: string;
    readonly defaultValue: string | null;
    readonly type: { readonly kind: string };
  }[];
  readonly type: TypeRef;
}

export interface TypeRef {
  readonly kind: string;
  readonly name: string | null;
  readonly ofType?: TypeRef | null;
}

/** A field that the page can show: a leaf value, or an object with the leaf fields in `subfields`. */
export interface ShownField {
  readonly name: string;
  readonly subfields: readonly string[];
}

/** A field that the page does not show, with the reason. */
export interface OmittedField {
  readonly name: string;
  readonly reason: string;
}

export interface OtherTeamsFields {
  readonly shown: readonly ShownField[];
  readonly omitted: readonly OmittedField[];
}

/** Returns the fields of a type by its name. */
type FieldsOf = (type: string) => Promise<readonly Field[]>;

const LEAF_KINDS = new Set(['SCALAR', 'ENUM']);

/** Sorts the fields of Organisation from other subgraphs into shown and omitted ones. */
export async function otherTeamsFields(own: readonly string[], fieldsOf: FieldsOf): Promise<OtherTeamsFields> {
  const others = (await fieldsOf('Organisation')).filter(({ name }) => !own.includes(name));
  const classified = await Promise.all(others.map((field) => classify(field, fieldsOf)));
  return {
    shown: classified.filter((field) => 'subfields' in field),
    omitted: classified.filter((field) => 'reason' in field),
  };
}

async function classify(field: Field, fieldsOf: FieldsOf): Promise<ShownField | OmittedField> {
  const { name, type } = field;
  const required = requiredArguments(field);
  if (required.length > 0) return { name, reason: `needs ${required.join(', ')}` };
  const { kind, name: typeName } = namedType(type);
  if (LEAF_KINDS.has(kind)) return { name, subfields: [] };
  if (kind !== 'OBJECT') return { name, reason: 'may be of several types' };
  const subfields = typeName === 'Organisation' ? ['code', 'name'] : leafFields(await fieldsOf(typeName!));
  return subfields.length === 0 ? { name, reason: 'has no scalar fields' } : { name, subfields };
}

const requiredArguments = ({ args }: Field): string[] =>
  args.filter(({ type, defaultValue }) => type.kind === 'NON_NULL' && defaultValue === null).map(({ name }) => name);

const leafFields = (fields: readonly Field[]): string[] =>
  fields
    .filter((field) => LEAF_KINDS.has(namedType(field.type).kind) && requiredArguments(field).length === 0)
    .map(({ name }) => name);

/** Unwraps list and non-null types. */
const namedType = (type: TypeRef): TypeRef => (type.ofType ? namedType(type.ofType) : type);

/** The query for the shown fields. */
export function buildQuery(shown: readonly ShownField[]): string {
  const selections = shown.map(({ name, subfields }) =>
    subfields.length === 0 ? [`    ${name}`] : [`    ${name} {`, ...subfields.map((leaf) => `      ${leaf}`), '    }'],
  );
  return [
    'query OtherTeams($code: ID!, $asOf: AsOf) {',
    '  organisation(code: $code, asOf: $asOf) {',
    ...selections.flat(),
    '  }',
    '}',
  ].join('\n');
}

/** Formats a field name: dosesAfterClosing becomes Doses after closing. */
export function fieldLabel(name: string): string {
  const words = name.replace(/_/g, ' ').replace(/(?<=[a-z\d])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
