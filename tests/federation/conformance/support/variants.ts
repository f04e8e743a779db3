import { Kind, validate, visit } from 'graphql';
import type { DirectiveNode, DocumentNode, FieldNode, GraphQLSchema, SelectionNode } from 'graphql';
import { isInterfaceType, isObjectType } from 'graphql';

/** The same question, asked in another way. */
export interface Variant {
  readonly variant: string;
  readonly document: DocumentNode;
  /** Values of variables that the variant adds. */
  readonly more: Readonly<Record<string, unknown>>;
}

/**
 * Returns a document as it is, with `__typename` everywhere, with the names of other fields as aliases, and with a
 * condition at every field and fragment.
 */
export function variantsOf(document: DocumentNode, schema: GraphQLSchema): Variant[] {
  const variants = [
    { variant: 'as it is', document, more: {} },
    { variant: 'with __typename everywhere', document: withTypeNames(document), more: {} },
    { variant: 'with aliases that hide other fields', document: withAliases(document, schema), more: {} },
    { variant: 'with conditions everywhere', document: withConditions(document), more: { yes_: true, no_: false } },
  ];
  return variants.filter(({ document: each }) => validate(schema, each).length === 0);
}

const name = (value: string) => ({ kind: Kind.NAME, value }) as const;
const TYPE_NAME: FieldNode = { kind: Kind.FIELD, name: name('__typename') };

function withTypeNames(document: DocumentNode): DocumentNode {
  return visit(document, {
    SelectionSet: (set, _key, parent) =>
      (parent as { kind?: string } | undefined)?.kind === Kind.OPERATION_DEFINITION
        ? undefined
        : { ...set, selections: [...set.selections, TYPE_NAME] },
  });
}

/** Gives each field the name of the next field of the schema, so that a key is hidden by another value. */
function withAliases(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) || isInterfaceType(type));
  const all = types.filter((type) => !type.name.startsWith('__')).flatMap((type) => Object.keys(type.getFields()));
  const names = [...new Set(all)].sort();
  return visit(document, {
    Field(field) {
      if (field.alias || field.name.value.startsWith('__')) return undefined;
      const alias = names[(names.indexOf(field.name.value) + 1) % names.length]!;
      return alias === field.name.value ? undefined : { ...field, alias: name(alias) };
    },
  });
}

function withConditions(document: DocumentNode): DocumentNode {
  const condition = (directive: string, variable: string): DirectiveNode => ({
    kind: Kind.DIRECTIVE,
    name: name(directive),
    arguments: [{ kind: Kind.ARGUMENT, name: name('if'), value: { kind: Kind.VARIABLE, name: name(variable) } }],
  });
  const add = <T extends SelectionNode>(selection: T): T | undefined =>
    selection.directives?.length
      ? undefined
      : { ...selection, directives: [condition('skip', 'no_'), condition('include', 'yes_')] };
  const definition = (variable: string) => ({
    kind: Kind.VARIABLE_DEFINITION,
    variable: { kind: Kind.VARIABLE, name: name(variable) },
    type: { kind: Kind.NON_NULL_TYPE, type: { kind: Kind.NAMED_TYPE, name: name('Boolean') } },
  });
  return visit(document, {
    Field: add,
    InlineFragment: add,
    FragmentSpread: add,
    OperationDefinition: {
      leave: (operation) => ({
        ...operation,
        variableDefinitions: [...(operation.variableDefinitions ?? []), definition('yes_'), definition('no_')] as never,
      }),
    },
  });
}
