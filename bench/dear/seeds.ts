import type { FieldPart, Value } from './operation';
import type { Roots } from './mutate';
import type { RandomParts } from './random-parts';

/** Returns the operations that a search goes out from: every field of the root, and every field below many organisations. */
export function seedsOf(parts: RandomParts): Roots[] {
  const { schema, large, hubs } = parts.material;
  const query = schema.getQueryType()!;
  const organisation = schema.getType('Organisation') as typeof query;
  const roots = Object.keys(query.getFields())
    .filter((name) => parts.typeBelow(query, name))
    .map((name): Roots => [parts.named(query, name, 2)]);
  const lists: readonly (readonly string[])[] = [
    large.slice(0, 7),
    large.slice(0, 200),
    [...hubs, ...large].slice(0, 500),
  ];
  const below = Object.keys(organisation.getFields()).flatMap((name) =>
    lists.map((codes): Roots => [ofCodes(codes, [parts.named(organisation, name, 1)])]),
  );
  return [...roots, ...below];
}

const ofCodes = (codes: readonly Value[], fields: readonly FieldPart[]): FieldPart => ({
  ...{ name: 'organisations', args: { codes }, fields },
});
