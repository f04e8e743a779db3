import { getNamedType, isInterfaceType, isObjectType, Kind, parse } from 'graphql';
import type { GraphQLInterfaceType, GraphQLNamedType, GraphQLSchema, SelectionSetNode } from 'graphql';
import type { TypeWithFields } from '../planning/selections';
import { joinsOf } from '../supergraph/links';
import { hasFields, requirementOf } from './directives';
import { allOf, implies, requiresNothing, type Requirement } from './requirement';

/** Who may read what, by the directives @authenticated, @requiresScopes and @policy of a supergraph. */
export interface AccessRules {
  /** Whether every client may read everything. */
  readonly isEmpty: boolean;
  /** What a selection of a field on a type requires: for the type, the field, its own type, and what it is computed from. */
  ofField(typeName: string, fieldName: string): Requirement | undefined;
  /** What a type itself requires. */
  ofType(typeName: string): Requirement | undefined;
}

type Rules = Map<string, Requirement>;

/**
 * Reads the rules of a supergraph. An interface requires what all its types require together, because a value of it may be
 * of any of them. What only an interface requires is required of its types too: otherwise a fragment would go round it.
 */
export function readAccessRules(schema: GraphQLSchema): AccessRules {
  const declared = declaredRules(schema);
  if (declared.size === 0) return { isEmpty: true, ofField: () => undefined, ofType: () => undefined };
  const interfaces = Object.values(schema.getTypeMap()).filter(isInterfaceType);
  for (const type of interfaces) inherit(type, schema, declared);
  const computed = withRequired(schema, declared);
  for (const type of interfaces) propagate(type, schema, computed);
  const fields = fieldRules(schema, computed);
  return {
    isEmpty: false,
    ofField: (typeName, fieldName) => fields.get(`${typeName}.${fieldName}`),
    ofType: (typeName) => computed.get(typeName),
  };
}

function declaredRules(schema: GraphQLSchema): Rules {
  const rules: Rules = new Map();
  for (const type of Object.values(schema.getTypeMap())) {
    add(rules, type.name, requirementOf(type));
    for (const field of Object.values(hasFields(type)?.getFields() ?? {}))
      add(rules, `${type.name}.${field.name}`, requirementOf(field));
  }
  return rules;
}

function add(rules: Rules, coordinate: string, requirement: Requirement): void {
  const before = rules.get(coordinate);
  const both = before ? allOf([before, requirement]) : requirement;
  if (!requiresNothing(both)) rules.set(coordinate, both);
}

function together(rules: Rules, coordinates: readonly string[]): Requirement {
  return allOf(coordinates.flatMap((coordinate) => rules.get(coordinate) ?? []));
}

/** Adds to the fields of its types what an interface requires beyond all of them. */
function inherit(type: GraphQLInterfaceType, schema: GraphQLSchema, rules: Rules): void {
  const names = schema.getPossibleTypes(type).map(({ name }) => name);
  const own = rules.get(type.name);
  const isOwn = own && !implies(together(rules, names), own);
  for (const { name: field } of Object.values(type.getFields())) {
    const ofField = rules.get(`${type.name}.${field}`);
    const inTypes = names.map((name) => `${name}.${field}`);
    const isOwnOfField = ofField && !implies(together(rules, inTypes), ofField);
    for (const coordinate of inTypes) {
      if (isOwn) add(rules, coordinate, own);
      if (isOwnOfField) add(rules, coordinate, ofField);
    }
  }
}

/** Adds to an interface and its fields what any of its types requires. */
function propagate(type: GraphQLInterfaceType, schema: GraphQLSchema, rules: Rules): void {
  const types = schema.getPossibleTypes(type);
  for (const { name } of types) add(rules, type.name, together(rules, [name]));
  for (const field of Object.keys(type.getFields()))
    for (const { name } of types) add(rules, `${type.name}.${field}`, together(rules, [`${name}.${field}`]));
}

/** Adds to each field what the fields that it @requires need: it may be computed from them. */
function withRequired(schema: GraphQLSchema, declared: Rules): Rules {
  const rules: Rules = new Map(declared);
  const required = requiredFields(schema);
  for (const start of required.keys()) {
    const seen = new Set<string>();
    const open = [start];
    while (open.length > 0) {
      for (const next of required.get(open.pop()!) ?? []) {
        if (seen.has(next)) continue;
        seen.add(next);
        open.push(next);
      }
    }
    add(rules, start, together(declared, [...seen]));
  }
  return rules;
}

/** By field: the fields and the types that it @requires, in any subgraph. */
function requiredFields(schema: GraphQLSchema): ReadonlyMap<string, readonly string[]> {
  const required = new Map<string, string[]>();
  for (const type of Object.values(schema.getTypeMap()).flatMap((each) => hasFields(each) ?? []))
    for (const field of Object.values(type.getFields()))
      for (const { requires } of joinsOf(field, 'join__field')) {
        if (typeof requires !== 'string') continue;
        const coordinate = `${type.name}.${field.name}`;
        required.set(coordinate, [...(required.get(coordinate) ?? []), ...partsOf(requires, type, schema)]);
      }
  return required;
}

/** The fields of a field set with their types. A field of an interface stands for that of each of its types. */
function partsOf(fieldSet: string, owner: TypeWithFields, schema: GraphQLSchema): string[] {
  const found: string[] = [];
  const collect = (type: GraphQLNamedType | undefined, { selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value;
        collect(condition === undefined ? type : schema.getType(condition), selection.selectionSet);
      } else if (selection.kind === Kind.FIELD) {
        const field = hasFields(type)?.getFields()[selection.name.value];
        if (!type || !field) continue;
        const output = getNamedType(field.type);
        const types = isInterfaceType(type) ? [type, ...schema.getPossibleTypes(type)] : [type];
        found.push(...types.flatMap(({ name }) => [name, `${name}.${field.name}`]), output.name);
        if (selection.selectionSet) collect(output, selection.selectionSet);
      }
    }
  };
  const [operation] = parse(`{${fieldSet}}`, { noLocation: true }).definitions;
  if (operation?.kind === Kind.OPERATION_DEFINITION) collect(owner, operation.selectionSet);
  return found;
}

/** What the selection of each field requires in the end. */
function fieldRules(schema: GraphQLSchema, rules: Rules): Rules {
  const fields: Rules = new Map();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const coordinate = `${type.name}.${field.name}`;
      add(fields, coordinate, together(rules, [type.name, coordinate, getNamedType(field.type).name]));
    }
  }
  return fields;
}
