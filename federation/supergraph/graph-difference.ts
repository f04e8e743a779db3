import { isEnumType, isInputObjectType, isInterfaceType, isIntrospectionType, isObjectType } from 'graphql';
import type { GraphQLNamedType } from 'graphql';
import { describeRequirement } from '../authorization/requirement';
import { joinsOf } from './links';
import type { Supergraph } from './supergraph';

/** What differs between two supergraphs for clients, and which subgraphs resolve it. */
export interface GraphDifference {
  /** For example 'Organisation.doses: Int'. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** For example 'Organisation.doses: Int -> Int!', or 'Organisation.payroll: Int (authenticated) -> Int'. */
  readonly changed: readonly string[];
  /** For example 'Organisation.doses: vaccinations -> clinics'. */
  readonly moved: readonly string[];
}

/** Entries in each list; the last one counts the others. */
const MOST_ENTRIES = 100;

/** Compares two supergraphs by their fields, the values of their enums and the fields of their inputs. */
export function differenceOf(before: Supergraph, after: Supergraph): GraphDifference {
  const [old, recent] = [partsOf(before), partsOf(after)];
  const both = [...recent].flatMap(([coordinate, part]) => {
    const was = old.get(coordinate);
    return was ? [{ coordinate, was, part }] : [];
  });
  const onlyIn = (parts: Parts, others: Parts) =>
    [...parts]
      .filter(([coordinate]) => !others.has(coordinate))
      .map(([name, { type }]) => (type ? `${name}: ${type}` : name));
  return {
    added: limited(onlyIn(recent, old)),
    removed: limited(onlyIn(old, recent)),
    changed: limited(
      both
        .filter(({ was, part }) => was.type !== part.type)
        .map(({ coordinate, was, part }) => `${coordinate}: ${was.type} -> ${part.type}`),
    ),
    moved: limited(
      both
        .filter(({ was, part }) => was.subgraphs !== part.subgraphs)
        .map(({ coordinate, was, part }) => `${coordinate}: ${was.subgraphs} -> ${part.subgraphs}`),
    ),
  };
}

function limited(entries: readonly string[]): readonly string[] {
  if (entries.length <= MOST_ENTRIES) return entries;
  return [...entries.slice(0, MOST_ENTRIES), `and ${entries.length - MOST_ENTRIES} more`];
}

interface Part {
  /** With its arguments and what clients need to read it; '' for a value of an enum. */
  readonly type: string;
  /** The subgraphs that resolve it. */
  readonly subgraphs: string;
}

type Parts = ReadonlyMap<string, Part>;

function partsOf(supergraph: Supergraph): Parts {
  const types = Object.values(supergraph.apiSchema.getTypeMap()).filter((type) => !isIntrospectionType(type));
  return new Map(types.flatMap((type) => partsOfType(type, supergraph)));
}

function partsOfType(type: GraphQLNamedType, supergraph: Supergraph): [string, Part][] {
  if (isEnumType(type))
    return type.getValues().map(({ name }) => [`${type.name}.${name}`, { type: '', subgraphs: '' }]);
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).map((field) => [
      `${type.name}.${field.name}`,
      { type: String(field.type), subgraphs: '' },
    ]);
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).map((field) => {
    const args = field.args.map((arg) => `${arg.name}: ${String(arg.type)}`).join(', ');
    const access = describeRequirement(supergraph.access.ofField(type.name, field.name));
    const text = `${args && `(${args})`}${String(field.type)}${access}`;
    return [`${type.name}.${field.name}`, { type: text, subgraphs: resolvers(type.name, field.name, supergraph) }];
  });
}

/** The names of the subgraphs that resolve a field, in order. */
function resolvers(typeName: string, fieldName: string, { schema, subgraphNames }: Supergraph): string {
  const type = schema.getType(typeName);
  if (!isObjectType(type) && !isInterfaceType(type)) return '';
  const fields = joinsOf(type.getFields()[fieldName], 'join__field');
  const resolving = fields.filter(({ external, usedOverridden }) => external !== true && usedOverridden !== true);
  const found = fields.length > 0 ? resolving : joinsOf(type, 'join__type');
  return [...new Set(found.map(({ graph }) => subgraphNames.get(String(graph)) ?? ''))].sort().join(', ');
}
