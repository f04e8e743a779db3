import { Kind, print, type DocumentNode } from 'graphql';
import { definitionsOf, type TypeNode } from './places';

/** What is wrong with a type or a field that our own subgraph has too, and what its team can do. */
export interface OwnConflict {
  /** Errors with the same cause are one problem. */
  readonly cause: string;
  /** The subgraph to change. */
  readonly subgraph: string;
  /** The type that is wrong as a whole. */
  readonly typeName?: string;
  /** Instead of that of the error. */
  readonly message?: string;
  readonly next: string;
}

interface Subgraph {
  readonly name: string;
  readonly typeDefs: DocumentNode;
}

interface Conflict {
  readonly code: string;
  /** For example 'Organisation.name'. */
  readonly coordinate: string;
  readonly message: string;
}

const ROOTS = new Set(['Query', 'Mutation', 'Subscription']);

/** Returns what an error means for another subgraph, whose type or field our own one has; undefined if it has not. */
export function conflictWithOwn(conflict: Conflict, own: Subgraph, other: Subgraph): OwnConflict | undefined {
  const [typeName = '', fieldName] = conflict.coordinate.split('.');
  const definitions = definitionsOf(typeName, own.typeDefs);
  if (definitions.length === 0) return undefined;
  const key = keyIn(definitions);
  const isShared = ROOTS.has(typeName) || key !== undefined || hasDirective(definitions, 'shareable');
  if (!isShared || conflict.code === 'TYPE_KIND_MISMATCH') return nameTaken(typeName, definitions, own, other);
  if (conflict.code === 'SATISFIABILITY_ERROR' && key !== undefined) {
    const next = `Give ${typeName} in ${other.name} ${key}, by which ${own.name} resolves it.`;
    return { cause: `key ${typeName} ${other.name}`, subgraph: other.name, typeName, next };
  }
  const next = fieldName && nextForField(conflict, fieldIn(definitions, fieldName), { definitions, own, other });
  return next ? { cause: `${conflict.coordinate} ${other.name}`, subgraph: other.name, next } : undefined;
}

/** Whether a subgraph has a type by one of the keys by which our own one has it: without, nobody moves between them. */
export function sharesKey(typeName: string, own: Subgraph, other: Subgraph): boolean {
  const keys = keyFieldsIn(definitionsOf(typeName, own.typeDefs));
  return keyFieldsIn(definitionsOf(typeName, other.typeDefs)).some((fields) => keys.includes(fields));
}

function keyFieldsIn(definitions: readonly TypeNode[]): string[] {
  const keys = definitions.flatMap(({ directives = [] }) => directives).filter(({ name }) => isKey(name.value));
  return keys.flatMap(({ arguments: list = [] }) =>
    list.flatMap(({ value }) => (value.kind === Kind.STRING ? value.value.replace(/[\s,]+/g, ' ').trim() : [])),
  );
}

const isKey = (directive: string) => /^(\w+__)?key$/.test(directive);

function nameTaken(typeName: string, definitions: readonly TypeNode[], own: Subgraph, other: Subgraph): OwnConflict {
  const words = other.name.split(/[-_]/).map((word) => word[0]?.toUpperCase() + word.slice(1));
  return {
    cause: `name ${typeName} ${other.name}`,
    subgraph: other.name,
    typeName,
    message: `${own.name} has another ${kindOf(definitions[0]!)} ${typeName}.`,
    next: `Give yours another name, for example ${words.join('')}${typeName}.`,
  };
}

const kindOf = ({ kind }: TypeNode) =>
  kind
    .replace(/Type(Definition|Extension)$/, '')
    .replace(/^(InputObject|Object)$/, (name) => (name === 'Object' ? 'type' : 'input'))
    .toLowerCase();

interface FieldContext {
  readonly definitions: readonly TypeNode[];
  readonly own: Subgraph;
  readonly other: Subgraph;
}

function nextForField(
  { code, coordinate }: Conflict,
  ownType: string | undefined,
  { definitions, own, other }: FieldContext,
): string | undefined {
  if (ownType === undefined) return undefined;
  if (/^(FIELD|EXTERNAL)_TYPE_MISMATCH$/.test(code)) return `Write its type as ${own.name} does: ${ownType}.`;
  if (code !== 'INVALID_FIELD_SHARING') return undefined;
  if (hasDirective(definitions, 'shareable')) return `Mark it @shareable in ${other.name}.`;
  if (ROOTS.has(coordinate.split('.')[0]!)) return `Give it another name: ${own.name} has ${coordinate}.`;
  return `Remove it, because ${own.name} resolves it. If @requires names it, mark it @external.`;
}

function keyIn(definitions: readonly TypeNode[]): string | undefined {
  const key = definitions.flatMap(({ directives = [] }) => directives).find(({ name }) => name.value === 'key');
  return key && print(key);
}

function hasDirective(definitions: readonly TypeNode[], directive: string): boolean {
  return definitions.some(({ directives = [] }) => directives.some(({ name }) => name.value === directive));
}

function fieldIn(definitions: readonly TypeNode[], fieldName: string): string | undefined {
  const fields = definitions.flatMap((each) => ('fields' in each ? [...(each.fields ?? [])] : []));
  const field = fields.find(({ name }) => name.value === fieldName);
  return field && print(field.type);
}
