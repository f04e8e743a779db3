import { Kind, parse, type FieldNode, type OperationDefinitionNode } from 'graphql';

/** The parts of a request that say which organisation was asked for. */
interface Asked {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly operationName?: string | null | undefined;
}

/** A code as ODS has it: it becomes part of an address. */
const CODE = /^[a-z\d]{1,20}$/i;

/** Returns the address in the explorer of the first organisation that a response has, as of the day of the variables. */
export function askedOrganisation(asked: Asked, data: unknown): { code: string; url: string } | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const answers = data as Readonly<Record<string, unknown>>;
  const codes = fieldsOf(asked).flatMap((field) => answeredCodes(field, asked, answers));
  const found = codes.find((code): code is string => typeof code === 'string' && CODE.test(code));
  if (found === undefined) return undefined;
  const { day, date } = asked.variables ?? {};
  const on = [day, date].find((each): each is string => typeof each === 'string' && /^\d{4}-\d\d-\d\d$/.test(each));
  return { code: found, url: `/organisation/${found}${on === undefined ? '' : `?date=${on}`}` };
}

/** The fields of the operation that was executed, but not those of fragments. */
function fieldsOf({ query, operationName }: Asked): readonly FieldNode[] {
  const operations = parse(query).definitions.filter(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );
  const executed = operations.find(({ name }) => name?.value === operationName) ?? operations[0];
  return (executed?.selectionSet.selections ?? []).filter((selection) => selection.kind === Kind.FIELD);
}

/** The codes that `organisation(code:)` or `organisations(codes:)` asked for, and for which the response has an organisation. */
function answeredCodes(field: FieldNode, asked: Asked, answers: Readonly<Record<string, unknown>>): readonly unknown[] {
  const answer = answers[(field.alias ?? field.name).value];
  if (answer === null || answer === undefined) return [];
  if (field.name.value === 'organisation') return [argumentOf(field, 'code', asked)];
  if (field.name.value !== 'organisations' || !Array.isArray(answer)) return [];
  const codes = argumentOf(field, 'codes', asked);
  return Array.isArray(codes) ? codes.filter((_, at) => answer[at] !== null) : [];
}

/** The value of an argument that is a string or a variable; undefined if it is neither. */
function argumentOf(field: FieldNode, name: string, { variables }: Asked): unknown {
  const value = field.arguments?.find((argument) => argument.name.value === name)?.value;
  if (value?.kind === Kind.VARIABLE) return variables?.[value.name.value];
  return value?.kind === Kind.STRING ? value.value : undefined;
}
