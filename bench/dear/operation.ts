import { getNamedType, type GraphQLCompositeType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';

/** A value of an argument. A list that is longer than SHORT becomes a variable. */
export type Value = string | number | boolean | readonly Value[] | { readonly [name: string]: Value } | EnumValue;
export interface EnumValue {
  readonly enum: string;
}

/** A field of an operation with its arguments and the fields below it. It is never changed, only replaced. */
export interface FieldPart {
  readonly name: string;
  readonly args: Readonly<Record<string, Value>>;
  readonly fields: readonly FieldPart[];
}

export interface WrittenOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const SHORT = 8;
/** Selection sets that are longer become fragments, so that one that stands several times is written once. */
const LONG_SET = 40;

/** Writes an operation. Days in it are moved by so many days, so that no two runs ask for the same one. */
export function writeOperation(roots: readonly FieldPart[], schema: GraphQLSchema, days: number): WrittenOperation {
  const writer = new Writer(days);
  const set = writer.setOf(roots, schema.getQueryType()!);
  const head = writer.definitions.length > 0 ? `query (${writer.definitions.join(', ')}) ` : '';
  return { query: [`${head}${set}`, ...writer.fragments()].join('\n'), variables: writer.variables };
}

class Writer {
  readonly definitions: string[] = [];
  readonly variables: Record<string, unknown> = {};
  /** The selection sets by type and text, with the names of their fragments. */
  private readonly sets = new Map<string, string>();

  constructor(private readonly days: number) {}

  setOf(fields: readonly FieldPart[], type: GraphQLCompositeType): string {
    const used = new Map<string, number>();
    const parts = fields.map((field) => {
      const count = used.get(field.name) ?? 0;
      used.set(field.name, count + 1);
      return `${count > 0 ? `a${count}${field.name}: ` : ''}${this.fieldOf(field, type as GraphQLObjectType)}`;
    });
    return `{ ${[...new Set(parts)].join(' ')} }`;
  }

  fragments(): string[] {
    return [...this.sets].map(([key, name]) => {
      const [type = ''] = key.split(' ', 1);
      return `fragment ${name} on ${type} ${key.slice(type.length + 1)}`;
    });
  }

  private fieldOf({ name, args, fields }: FieldPart, type: GraphQLObjectType): string {
    const field = type.getFields()[name]!;
    const given = Object.entries(args).map(([argument, value]) => {
      const declared = field.args.find((each) => each.name === argument)!.type.toString();
      return `${argument}: ${this.valueOf(value, declared)}`;
    });
    const below = getNamedType(field.type) as GraphQLCompositeType;
    return `${name}${given.length > 0 ? `(${given.join(', ')})` : ''}${fields.length > 0 ? ` ${this.below(fields, below)}` : ''}`;
  }

  private below(fields: readonly FieldPart[], type: GraphQLCompositeType): string {
    const text = this.setOf(fields, type);
    if (text.length < LONG_SET) return text;
    const key = `${type.name} ${text}`;
    const name = this.sets.get(key) ?? `F${this.sets.size}`;
    this.sets.set(key, name);
    return `{ ...${name} }`;
  }

  private valueOf(value: Value, type: string): string {
    if (Array.isArray(value)) return this.listOf(value as readonly Value[], type);
    if (typeof value === 'string') return JSON.stringify(this.moved(value));
    if (typeof value !== 'object') return String(value);
    if (isEnum(value)) return value.enum;
    const fields = Object.entries(value).map(([name, each]) => `${name}: ${this.valueOf(each, '')}`);
    return `{ ${fields.join(', ')} }`;
  }

  private listOf(list: readonly Value[], type: string): string {
    if (list.length <= SHORT || type === '') return `[${list.map((each) => this.valueOf(each, '')).join(', ')}]`;
    const name = `v${this.definitions.length}`;
    this.definitions.push(`$${name}: ${type}`);
    this.variables[name] = list.map((each) => this.jsonOf(each));
    return `$${name}`;
  }

  private jsonOf(value: Value): unknown {
    if (typeof value === 'string') return this.moved(value);
    if (typeof value !== 'object') return value;
    if (Array.isArray(value)) return (value as readonly Value[]).map((each) => this.jsonOf(each));
    if (isEnum(value as EnumValue)) return (value as EnumValue).enum;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.jsonOf(each as Value)]));
  }

  private moved(text: string): string {
    return text.startsWith('day ') ? dayOf(Number(text.slice(4)) + this.days) : text;
  }
}

const isEnum = (value: object): value is EnumValue => 'enum' in value;

/** The days that are asked for: about 2013 to 2024. */
const DAYS = 4_200;

function dayOf(number: number): string {
  return new Date(Date.UTC(2013, 0, 1 + (number % DAYS))).toISOString().slice(0, 10);
}

/** Returns a value for a day that is moved when the operation is written. */
export const day = (number: number): string => `day ${number}`;
