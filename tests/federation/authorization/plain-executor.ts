import {
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  getVariableValues,
  GraphQLIncludeDirective,
} from 'graphql';
import { GraphQLSkipDirective, isAbstractType, isLeafType, isListType, isNonNullType, Kind } from 'graphql';
import type { DocumentNode, FieldNode, FragmentDefinitionNode, GraphQLObjectType, GraphQLOutputType } from 'graphql';
import type { GraphQLSchema, OperationDefinitionNode, SelectionSetNode } from 'graphql';

type Path = readonly (string | number)[];
type Values = Readonly<Record<string, unknown>>;

export interface PlainRequest {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly variables: Values;
  readonly root: Values;
  /** Whether the client may select a field on a type. */
  maySelect(typeName: string, fieldName: string): boolean;
}

export interface PlainResponse {
  readonly data: Values | null;
  /** The paths of the fields that the client may not select. */
  readonly denied: readonly Path[];
}

/** A field to execute, with the type that it is selected on. */
interface Selected {
  readonly node: FieldNode;
  readonly on: string;
}

/** A selection set, with the type that it is written for. */
interface Part {
  readonly set: SelectionSetNode;
  readonly on: string;
}

const BUBBLES = Symbol('null');

/** Executes a query on objects that hold every field: nothing is planned, cached or shared. */
export function executePlainly(request: PlainRequest): PlainResponse {
  return new PlainExecution(request).run();
}

class PlainExecution {
  private readonly schema: GraphQLSchema;
  private readonly operation: OperationDefinitionNode;
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  private readonly variables: Record<string, unknown>;
  private readonly denied: Path[] = [];

  constructor(private readonly request: PlainRequest) {
    const { schema, document, variables } = request;
    this.schema = schema;
    const isOperation = (each: object): each is OperationDefinitionNode =>
      'kind' in each && each.kind === Kind.OPERATION_DEFINITION;
    this.operation = document.definitions.find(isOperation)!;
    this.fragments = new Map(
      document.definitions
        .filter((each): each is FragmentDefinitionNode => each.kind === Kind.FRAGMENT_DEFINITION)
        .map((each) => [each.name.value, each]),
    );
    this.variables = getVariableValues(schema, this.operation.variableDefinitions ?? [], variables).coerced!;
  }

  run(): PlainResponse {
    const query = this.schema.getQueryType()!;
    const data = this.object(query, this.request.root, [{ set: this.operation.selectionSet, on: query.name }], []);
    return { data: data === BUBBLES ? null : (data as Values), denied: this.denied };
  }

  private collect(type: GraphQLObjectType, parts: readonly Part[]): Map<string, Selected[]> {
    const fields = new Map<string, Selected[]>();
    const add = ({ set, on }: Part): void => {
      for (const selection of set.selections) {
        if (getDirectiveValues(GraphQLSkipDirective, selection, this.variables)?.if === true) continue;
        if (getDirectiveValues(GraphQLIncludeDirective, selection, this.variables)?.if === false) continue;
        if (selection.kind === Kind.FIELD) {
          const key = (selection.alias ?? selection.name).value;
          fields.set(key, [...(fields.get(key) ?? []), { node: selection, on }]);
          continue;
        }
        const isSpread = selection.kind === Kind.FRAGMENT_SPREAD;
        const fragment = isSpread ? this.fragments.get(selection.name.value)! : selection;
        const condition = fragment.typeCondition?.name.value ?? on;
        if (this.applies(condition, type)) add({ set: fragment.selectionSet, on: condition });
      }
    };
    parts.forEach(add);
    return fields;
  }

  private applies(condition: string, type: GraphQLObjectType): boolean {
    const conditionType = this.schema.getType(condition)!;
    return condition === type.name || (isAbstractType(conditionType) && this.schema.isSubType(conditionType, type));
  }

  private object(type: GraphQLObjectType, value: Values, parts: readonly Part[], path: Path): unknown {
    const result: Record<string, unknown> = Object.create(null);
    for (const [key, selected] of this.collect(type, parts)) {
      const done = this.field(type, value, selected, [...path, key]);
      if (done === BUBBLES) return BUBBLES;
      result[key] = done;
    }
    return result;
  }

  private field(type: GraphQLObjectType, source: Values, selected: readonly Selected[], path: Path): unknown {
    const [{ node }] = selected as [Selected];
    const name = node.name.value;
    if (name === '__typename') return type.name;
    const definition = type.getFields()[name]!;
    const allowed = selected.filter(({ on }) => this.request.maySelect(on, name));
    if (allowed.length === 0) {
      this.denied.push(path);
      return isNonNullType(definition.type) ? BUBBLES : null;
    }
    const parts = allowed.flatMap(({ node: { selectionSet }, on }) => {
      const output = getNamedType((this.schema.getType(on) as GraphQLObjectType).getFields()[name]!.type);
      return selectionSet ? [{ set: selectionSet, on: output.name }] : [];
    });
    const value = valueOf(source[name], getArgumentValues(definition, node, this.variables));
    return this.complete(definition.type, value, parts, path);
  }

  private complete(type: GraphQLOutputType, value: unknown, parts: readonly Part[], path: Path): unknown {
    if (isNonNullType(type)) {
      const done = this.complete(type.ofType, value, parts, path);
      return done === null ? BUBBLES : done;
    }
    const done = this.completeNullable(type, value, parts, path);
    return done === BUBBLES ? null : done;
  }

  private completeNullable(type: GraphQLOutputType, value: unknown, parts: readonly Part[], path: Path): unknown {
    if (value === null || value === undefined || isLeafType(type)) return value ?? null;
    if (isListType(type)) {
      const items: unknown[] = [];
      for (const [at, item] of (value as unknown[]).entries()) {
        const done = this.complete(type.ofType as GraphQLOutputType, item, parts, [...path, at]);
        if (done === BUBBLES) return BUBBLES;
        items.push(done);
      }
      return items;
    }
    const { __typename: actual } = value as { __typename?: string };
    const objectType = isAbstractType(type) ? this.schema.getType(actual!) : type;
    return this.object(objectType as GraphQLObjectType, value as Values, parts, path);
  }
}

/** A field that throws is null, as it is in a response. */
function valueOf(value: unknown, args: Values): unknown {
  if (typeof value !== 'function') return value;
  try {
    return (value as (args: Values) => unknown)(args);
  } catch {
    return null;
  }
}
