import {
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';

type Field = GraphQLField<unknown, unknown>;

/** Returns a query for the fields that other teams add to an organisation; undefined if they add none that it can show. */
export function otherTeamsQuery(schema: GraphQLSchema, own: readonly string[]): string | undefined {
  const type = schema.getType('Organisation');
  if (!isObjectType(type)) return undefined;
  const others = Object.values(type.getFields()).filter(({ name }) => !own.includes(name));
  const selections = others.flatMap(selection);
  if (selections.length === 0) return undefined;
  return [
    '# The fields that other teams add to an organisation.',
    'query DataFromOtherTeams($code: ID!) {',
    ...['  organisation(code: $code) {', '    code', '    name', ...selections, '  }'],
    '}',
    '',
  ].join('\n');
}

/** The lines of a field; none if it needs an argument or has nothing that can be shown without a choice. */
function selection(field: Field): readonly string[] {
  if (field.args.some(isRequiredArgument)) return [];
  const type = getNamedType(field.type);
  if (isLeafType(type)) return [`    ${field.name}`];
  if (!isObjectType(type)) return [];
  const leaves = Object.values(type.getFields()).filter(isPlainLeaf);
  if (leaves.length === 0) return [];
  return [`    ${field.name} {`, ...leaves.map(({ name }) => `      ${name}`), '    }'];
}

const isPlainLeaf = ({ type, args }: Field) => isLeafType(getNamedType(type)) && !args.some(isRequiredArgument);
