import type { GraphQLObjectType } from 'graphql';
import { day, type FieldPart, type Value } from './operation';
import type { RandomParts } from './random-parts';

export type Roots = readonly FieldPart[];

/** A place of an operation: the names of fields from the root on, by their number in each selection set. */
type Path = readonly number[];

interface Place {
  readonly path: Path;
  /** The type that has the fields of the set at the place. */
  readonly type: GraphQLObjectType;
  readonly fields: readonly FieldPart[];
}

/** Returns an operation that differs from another one by some random changes; `others` lend parts. */
export function mutate(roots: Roots, parts: RandomParts, others: readonly Roots[]): Roots {
  let changed = roots;
  for (let left = 1 + parts.count(3); left > 0; left--) changed = change(changed, parts, others);
  return changed;
}

function change(roots: Roots, parts: RandomParts, others: readonly Roots[]): Roots {
  const places = placesOf(roots, parts);
  const place = parts.pick(places);
  const { fields, type } = place;
  const at = parts.count(fields.length);
  const field = fields[at]!;
  const replaced = (...by: readonly FieldPart[]) => withSet(roots, place.path, fields.toSpliced(at, 1, ...by));
  switch (parts.pick(['add', 'remove', 'args', 'args', 'repeat', 'repeat', 'graft', 'replace'] as const)) {
    case 'add':
      return withSet(roots, place.path, [...fields, parts.field(type, 2)]);
    case 'remove':
      return fields.length > 1 ? replaced() : roots;
    case 'args':
      return replaced({ ...field, args: otherArgs(field, type, parts) });
    case 'repeat':
      return replaced(...repeats(field, type, parts));
    case 'replace':
      return replaced(parts.field(type, 2));
    case 'graft':
      return graft(roots, place, parts, others);
  }
}

/** Changes one argument, or all of them. */
function otherArgs(field: FieldPart, type: GraphQLObjectType, parts: RandomParts): Record<string, Value> {
  const fresh = parts.args(type, field.name);
  if (parts.chance(0.3) || Object.keys(fresh).length === 0) return fresh;
  const [name, value] = parts.pick(Object.entries(fresh));
  return { ...field.args, [name]: value };
}

/** Repeats a field on other days. */
function repeats(field: FieldPart, type: GraphQLObjectType, parts: RandomParts): FieldPart[] {
  const takesDay = type.getFields()[field.name]!.args.some(({ name }) => name === 'asOf');
  const more = Array.from({ length: parts.pick([1, 3, 9, 19]) }, () => {
    const asOf = { ...(field.args.asOf as object | undefined), date: day(parts.count(4_200)) };
    return { ...field, args: takesDay ? { ...field.args, asOf } : otherArgs(field, type, parts) };
  });
  return [field, ...more];
}

/** Takes over the fields of another operation for the same type. */
function graft(roots: Roots, { path, type, fields }: Place, parts: RandomParts, others: readonly Roots[]): Roots {
  if (others.length === 0) return roots;
  const lenders = placesOf(parts.pick(others), parts).filter((each) => each.type === type);
  if (lenders.length === 0) return roots;
  const lent = parts.pick(lenders).fields;
  return withSet(roots, path, parts.chance(0.5) ? lent : [...fields, parts.pick(lent)]);
}

function placesOf(roots: Roots, parts: RandomParts): Place[] {
  const places: Place[] = [];
  const visit = (fields: readonly FieldPart[], type: GraphQLObjectType, path: Path) => {
    places.push({ path, type, fields });
    fields.forEach((field, at) => {
      const below = parts.typeBelow(type, field.name);
      if (below && field.fields.length > 0) visit(field.fields, below, [...path, at]);
    });
  };
  visit(roots, parts.material.schema.getQueryType()!, []);
  return places;
}

function withSet(roots: Roots, [at, ...path]: Path, fields: readonly FieldPart[]): Roots {
  if (at === undefined) return fields;
  return roots.with(at, { ...roots[at]!, fields: withSet(roots[at]!.fields, path, fields) });
}

/** Returns smaller operations, the one with the least lost first: shorter lists, smaller pages, fewer fields. */
export function shrink(roots: Roots, parts: RandomParts): Roots {
  const place = parts.pick(placesOf(roots, parts));
  const at = parts.count(place.fields.length);
  const field = place.fields[at]!;
  const sized = Object.entries(field.args).find(
    ([name, value]) => (name === 'first' && Number(value) > 1) || (Array.isArray(value) && value.length > 8),
  );
  if (!sized) {
    const rest = place.fields.length > 1 ? place.fields.toSpliced(at, 1) : place.fields;
    return withSet(roots, place.path, rest);
  }
  const [name, value] = sized;
  const smaller = Array.isArray(value) ? value.slice(0, Math.ceil(value.length * 0.7)) : Math.ceil(Number(value) * 0.7);
  return withSet(
    roots,
    place.path,
    place.fields.with(at, { ...field, args: { ...field.args, [name]: smaller as Value } }),
  );
}
