import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isUnionType,
} from 'graphql';
import type {
  GraphQLArgument,
  GraphQLInterfaceType,
  GraphQLNamedType,
  GraphQLObjectType,
  GraphQLSchema,
} from 'graphql';

/** Which elements of the client schema a contract has. */
export interface TagFilter {
  /** Object types and fields need one of these tags, on the field or on its type. Empty: all are included. */
  readonly include: readonly string[];
  /** Elements with one of these tags are left out. */
  readonly exclude: readonly string[];
}

type Fielded = GraphQLObjectType | GraphQLInterfaceType;

/**
 * Returns the coordinates that a contract hides: what the filter leaves out, what cannot be without it, and types that nothing
 * leads to. What remains is a valid schema, except that a root type may be missing.
 */
export function hiddenElements(
  schema: GraphQLSchema,
  tagsOf: (coordinate: string) => readonly string[],
  filter: TagFilter,
): ReadonlySet<string> {
  const hidden = new Set<string>();
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  hideByTags(types, hidden, tagsOf, filter);
  for (let before = -1; before < hidden.size;) {
    before = hidden.size;
    for (const type of types) if (!hidden.has(type.name)) hideWhatDepends(type, hidden, schema);
  }
  const reached = reachableTypes(schema, hidden);
  for (const { name, astNode } of types) if (astNode && !reached.has(name)) hidden.add(name);
  return hidden;
}

function hideByTags(
  types: readonly GraphQLNamedType[],
  hidden: Set<string>,
  tagsOf: (coordinate: string) => readonly string[],
  { include, exclude }: TagFilter,
): void {
  const isExcluded = (coordinate: string) => tagsOf(coordinate).some((tag) => exclude.includes(tag));
  const isIncluded = (coordinate: string) => tagsOf(coordinate).some((tag) => include.includes(tag));
  for (const type of types)
    for (const coordinate of coordinatesOf(type)) if (isExcluded(coordinate)) hidden.add(coordinate);
  if (include.length === 0) return;
  for (const type of types.filter(isFielded)) {
    if (isIncluded(type.name)) continue;
    const fields = Object.keys(type.getFields());
    const hasAny = fields.some((field) => isIncluded(`${type.name}.${field}`));
    /** Whether an interface of the type has the field. */
    const isNeeded = (field: string) =>
      type
        .getInterfaces()
        .some((each) => field in each.getFields() && (isIncluded(each.name) || isIncluded(`${each.name}.${field}`)));
    for (const field of fields)
      if (!hasAny || !(isIncluded(`${type.name}.${field}`) || isNeeded(field))) hidden.add(`${type.name}.${field}`);
  }
}

function isFielded(type: GraphQLNamedType): type is Fielded {
  return isObjectType(type) || isInterfaceType(type);
}

/** The coordinates of a type, its members and their arguments. */
function coordinatesOf(type: GraphQLNamedType): string[] {
  if (isEnumType(type)) return [type.name, ...type.getValues().map(({ name }) => `${type.name}.${name}`)];
  if (isInputObjectType(type))
    return [type.name, ...Object.keys(type.getFields()).map((name) => `${type.name}.${name}`)];
  if (!isFielded(type)) return [type.name];
  const fields = Object.values(type.getFields());
  return [type.name, ...fields.flatMap(({ name, args }) => fieldCoordinates(`${type.name}.${name}`, args))];
}

function fieldCoordinates(field: string, args: readonly GraphQLArgument[]): string[] {
  return [field, ...args.map(({ name }) => `${field}(${name}:)`)];
}

/** Hides what cannot be without what is hidden: fields of a hidden type, types without members, … */
function hideWhatDepends(type: GraphQLNamedType, hidden: Set<string>, schema: GraphQLSchema): void {
  if (isFielded(type)) return hideFields(type, hidden, schema);
  if (isEnumType(type))
    return hideWithout(
      type,
      type.getValues().map(({ name }) => `${type.name}.${name}`),
      hidden,
    );
  if (isUnionType(type))
    return hideWithout(
      type,
      type.getTypes().map(({ name }) => name),
      hidden,
    );
  if (!isInputObjectType(type)) return;
  const fields = Object.values(type.getFields());
  for (const field of fields) {
    const coordinate = `${type.name}.${field.name}`;
    if (hidden.has(getNamedType(field.type).name)) hidden.add(coordinate);
    if (hidden.has(coordinate) && isRequiredInputField(field)) hidden.add(type.name);
  }
  hideWithout(
    type,
    fields.map(({ name }) => `${type.name}.${name}`),
    hidden,
  );
}

function hideFields(type: Fielded, hidden: Set<string>, schema: GraphQLSchema): void {
  const fields = Object.values(type.getFields());
  if (type !== schema.getQueryType()) hideWithout(type, fieldNames(type), hidden);
  if (hidden.has(type.name)) return;
  for (const { name, type: fieldType, args } of fields) {
    const coordinate = `${type.name}.${name}`;
    if (hidden.has(getNamedType(fieldType).name)) hidden.add(coordinate);
    for (const argument of args) {
      const own = `${coordinate}(${argument.name}:)`;
      if (hidden.has(getNamedType(argument.type).name)) hidden.add(own);
      if (hidden.has(own) && isRequiredArgument(argument)) hidden.add(coordinate);
    }
    for (const { name: above } of type.getInterfaces()) {
      if (hidden.has(coordinate)) hidden.add(`${above}.${name}`); // which the type could not implement
      for (const argument of args)
        if (hidden.has(`${above}.${name}(${argument.name}:)`) !== hidden.has(`${coordinate}(${argument.name}:)`))
          for (const owner of [above, type.name]) hidden.add(`${owner}.${name}(${argument.name}:)`);
    }
  }
}

function fieldNames(type: Fielded): string[] {
  return Object.keys(type.getFields()).map((field) => `${type.name}.${field}`);
}

/** Hides a type of which nothing is left. */
function hideWithout({ name }: GraphQLNamedType, members: readonly string[], hidden: Set<string>): void {
  if (members.every((member) => hidden.has(member))) hidden.add(name);
}

/** The names of types that visible fields lead to. */
function reachableTypes(schema: GraphQLSchema, hidden: ReadonlySet<string>): ReadonlySet<string> {
  const reached = new Set<string>();
  const visit = (type: GraphQLNamedType | null | undefined): void => {
    if (!type || hidden.has(type.name) || reached.has(type.name)) return;
    reached.add(type.name);
    if (isUnionType(type) || isInterfaceType(type)) schema.getPossibleTypes(type).forEach(visit);
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields()))
        if (!hidden.has(`${type.name}.${field.name}`)) visit(getNamedType(field.type));
    if (!isFielded(type)) return;
    type.getInterfaces().forEach(visit);
    for (const field of Object.values(type.getFields())) {
      const coordinate = `${type.name}.${field.name}`;
      if (hidden.has(coordinate)) continue;
      visit(getNamedType(field.type));
      for (const argument of field.args)
        if (!hidden.has(`${coordinate}(${argument.name}:)`)) visit(getNamedType(argument.type));
    }
  };
  for (const root of [schema.getQueryType(), schema.getMutationType()]) visit(root);
  for (const { args } of schema.getDirectives()) for (const { type } of args) visit(getNamedType(type));
  return reached;
}
