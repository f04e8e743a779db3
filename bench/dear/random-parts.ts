import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { ReleaseFacts } from '../support/dear-operations';
import { day, type FieldPart, type Value } from './operation';

/** What random operations are made of. */
export interface Material extends ReleaseFacts {
  readonly schema: GraphQLSchema;
  /** Codes of usual organisations: practices, sites, networks. */
  readonly usual: readonly string[];
  readonly random: () => number;
}

const WORDS = ['surgry', 'medcal centr', 'a', 'st', 'hospital', 'pharmacy london', 'the', 'old mill', 'zx1', 'heatlh'];

/** Makes random fields and arguments. */
export class RandomParts {
  constructor(readonly material: Material) {}

  chance = (likelihood: number): boolean => this.material.random() < likelihood;
  count = (max: number): number => Math.floor(this.material.random() * max);
  pick = <Item>(list: readonly Item[]): Item => list[this.count(list.length)]!;

  /** Returns the type of the fields below a field; undefined for a leaf. An interface has no fields here. */
  typeBelow(type: GraphQLObjectType, name: string): GraphQLObjectType | undefined {
    const below = getNamedType(type.getFields()[name]!.type);
    return isObjectType(below) ? below : undefined;
  }

  field(type: GraphQLObjectType, levels: number): FieldPart {
    const fields = Object.values(type.getFields()).filter(
      ({ type: of }) => !isCompositeType(getNamedType(of)) || isObjectType(getNamedType(of)),
    );
    const composite = fields.filter(({ type: of }) => isObjectType(getNamedType(of)));
    const wanted =
      levels > 0 && composite.length > 0 && this.chance(0.75)
        ? composite
        : fields.filter((each) => levels > 0 || !composite.includes(each));
    const { name } = this.pick(wanted.length > 0 ? wanted : fields);
    return this.named(type, name, levels);
  }

  named(type: GraphQLObjectType, name: string, levels: number): FieldPart {
    const below = this.typeBelow(type, name);
    const some = below ? Array.from({ length: 1 + this.count(3) }, () => this.field(below, levels - 1)) : [];
    return { name, args: this.args(type, name), fields: some };
  }

  args(type: GraphQLObjectType, name: string): Record<string, Value> {
    const { args } = type.getFields()[name]!;
    const given = args.filter((each) => isRequiredArgument(each) || this.chance(LIKELY[each.name] ?? 0.25));
    return Object.fromEntries(given.map((each) => [each.name, this.value(each.name, each.type)]));
  }

  value(name: string, type: GraphQLInputType): Value {
    const bare = getNullableType(type);
    if (isListType(bare)) return this.list(name, bare.ofType as GraphQLInputType);
    if (isEnumType(bare)) return { enum: this.pick(bare.getValues()).name };
    if (isInputObjectType(bare)) {
      const fields = Object.values(bare.getFields()).filter(
        (each) => isRequiredInputField(each) || this.chance(LIKELY[each.name] ?? 0.3),
      );
      return Object.fromEntries(fields.map((each) => [each.name, this.value(each.name, each.type)]));
    }
    return this.scalar(name, bare.name);
  }

  private list(name: string, type: GraphQLInputType): Value {
    const length = this.isOfCodes(name) ? this.pick([1, 7, 50, 200, 500]) : 1 + this.count(4);
    return Array.from({ length }, () => this.value(name, type));
  }

  private readonly isOfCodes = (name: string) => name === 'codes' || name === 'items';

  private scalar(name: string, type: string): Value {
    const { older, newer, measure } = this.material;
    switch (name) {
      case 'first':
      case 'last':
        return this.pick([1, 20, 200]);
      case 'limit':
      case 'maxDepth':
        return this.pick([1, 3, 12]);
      case 'maxAgeMonths':
        return this.pick([0, 12, 1_200]);
      case 'release':
      case 'id':
        return this.pick([older, newer]);
      case 'measure':
        return measure ?? 'none';
      case 'text':
      case 'town':
      case 'address':
      case 'postcode':
        return this.pick(WORDS);
      case 'km':
        return this.pick([1, 50, 500]);
      case 'latitude':
        return 51 + this.count(3);
      case 'longitude':
        return -this.count(3);
    }
    if (name === 'name' && type === 'String') return this.pick(WORDS);
    if (type === 'LocalDate') return day(this.count(4_200));
    if (type === 'Boolean') return this.chance(0.6);
    if (type === 'ID' || type === 'String') return this.code(name);
    return 1 + this.count(10);
  }

  private code(name: string): string {
    const { older, newer, large, hubs, usual } = this.material;
    if (name === 'types') return `RE${1 + this.count(11)}`;
    if (name === 'roles') return this.pick(['RO177', 'RO76', 'RO197', 'RO198', 'RO182']);
    if ((name === 'from' || name === 'to') && this.chance(0.7)) return this.pick([older, newer]);
    const few = this.chance(0.3) ? large.slice(0, 7) : large;
    return this.pick(this.chance(0.4) ? few : this.chance(0.5) ? hubs : usual);
  }
}

/** How likely an argument or an input field is given. Cursors are of one list and release: never. */
const LIKELY: Readonly<Record<string, number>> = {
  ...{ after: 0, before: 0, asOf: 0.7, date: 0.9, knownOn: 0, release: 0.15, uprn: 0, first: 0.7, last: 0.1 },
  ...{ name: 0.7, postcode: 0.3, address: 0.3 },
};
