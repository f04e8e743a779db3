/** What introspection says of a field, as documents/fields.graphql asks. */
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

/** A field that can be shown: a plain value, or an object by the plain values in it. */
export interface Shown {
  readonly name: string;
  readonly leaves: readonly string[];
}

/** One that cannot, and why. */
export interface LeftOut {
  readonly name: string;
  readonly why: string;
}

export interface Foreign {
  readonly shown: readonly Shown[];
  readonly leftOut: readonly LeftOut[];
}

/** Fields of a type by its name. */
type FieldsOf = (type: string) => Promise<readonly Field[]>;

const PLAIN = new Set(['SCALAR', 'ENUM']);

/** The fields of Organisation that are not ours: what of them can be shown, and what is left out. */
export async function foreignFields(own: readonly string[], fieldsOf: FieldsOf): Promise<Foreign> {
  const foreign = (await fieldsOf('Organisation')).filter(({ name }) => !own.includes(name));
  const judged = await Promise.all(foreign.map((field) => judge(field, fieldsOf)));
  return {
    shown: judged.filter((one) => 'leaves' in one),
    leftOut: judged.filter((one) => 'why' in one),
  };
}

async function judge(field: Field, fieldsOf: FieldsOf): Promise<Shown | LeftOut> {
  const { name, type } = field;
  const required = requiredOf(field);
  if (required.length > 0) return { name, why: `needs ${required.join(', ')}` };
  const { kind, name: typeName } = named(type);
  if (PLAIN.has(kind)) return { name, leaves: [] };
  if (kind !== 'OBJECT') return { name, why: 'may be of several types' };
  const leaves = typeName === 'Organisation' ? ['code', 'name'] : leavesOf(await fieldsOf(typeName!));
  return leaves.length === 0 ? { name, why: 'has no plain values' } : { name, leaves };
}

const requiredOf = ({ args }: Field): string[] =>
  args.filter(({ type, defaultValue }) => type.kind === 'NON_NULL' && defaultValue === null).map(({ name }) => name);

const leavesOf = (fields: readonly Field[]): string[] =>
  fields.filter((field) => PLAIN.has(named(field.type).kind) && requiredOf(field).length === 0).map(({ name }) => name);

/** The type itself, without lists and exclamation marks. */
const named = (type: TypeRef): TypeRef => (type.ofType ? named(type.ofType) : type);

/** The document that asks for them. */
export function documentOf(shown: readonly Shown[]): string {
  const selections = shown.map(({ name, leaves }) =>
    leaves.length === 0 ? [`    ${name}`] : [`    ${name} {`, ...leaves.map((leaf) => `      ${leaf}`), '    }'],
  );
  return [
    'query OtherTeams($code: ID!, $asOf: AsOf) {',
    '  organisation(code: $code, asOf: $asOf) {',
    ...selections.flat(),
    '  }',
    '}',
  ].join('\n');
}

/** A name of the schema as people write it: dosesAfterClosing is Doses after closing. */
export function spelt(name: string): string {
  const words = name.replace(/_/g, ' ').replace(/(?<=[a-z\d])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
