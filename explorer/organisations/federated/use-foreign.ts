import { useEffect, useState } from 'preact/hooks';
import { OWN_FIELDS } from 'virtual:own-fields';
import { asOf, asOfHeader, type Moment } from '../address';
import { askParts, type Body, type Variables } from '../ask';
import FIELDS from '../documents/fields.graphql?raw';
import { documentOf, foreignFields, type Field, type Foreign } from './fields';

interface Introspected {
  readonly __type: { readonly fields: readonly Field[] | null } | null;
}

export type Values = Readonly<Record<string, unknown>>;

export interface ForeignAnswer {
  readonly foreign: Foreign;
  readonly document: string;
  readonly variables: Variables;
  readonly values: Values;
  /** What is wrong, by field. */
  readonly wrong: Readonly<Record<string, string>>;
}

let known: Promise<Foreign> | undefined;

/** The fields of other teams, read once; none when introspection is switched off. */
function readForeign(): Promise<Foreign> {
  const fieldsOf = async (type: string) => {
    const { data } = await askParts<Introspected>(FIELDS, { type }, new AbortController().signal);
    return data?.__type?.fields ?? [];
  };
  known ??= foreignFields(OWN_FIELDS, fieldsOf);
  known.catch(() => (known = undefined));
  return known;
}

/** What other teams say of an organisation; undefined while it is read, and when no other team says anything. */
export function useForeign(code: string, moment: Moment): ForeignAnswer | undefined {
  const [answer, setAnswer] = useState<ForeignAnswer>();
  useEffect(() => {
    const given = new AbortController();
    answerOf(code, moment, given.signal).then(
      (found) => given.signal.aborted || setAnswer(found),
      () => given.signal.aborted || setAnswer(undefined),
    );
    return () => given.abort();
  }, [code, JSON.stringify(moment)]);
  return answer;
}

async function answerOf(code: string, moment: Moment, signal: AbortSignal): Promise<ForeignAnswer | undefined> {
  const foreign = await readForeign();
  if (foreign.shown.length + foreign.leftOut.length === 0) return undefined;
  const document = documentOf(foreign.shown);
  const variables = { code, asOf: asOf(moment) };
  if (foreign.shown.length === 0) return { foreign, document, variables, values: {}, wrong: {} };
  const body = await askParts<{ organisation: Values | null }>(document, variables, signal, asOfHeader(moment));
  if (!body.data) known = undefined; // the graph has changed since its fields were read
  return { foreign, document, variables, values: body.data?.organisation ?? {}, wrong: wrongOf(body, foreign) };
}

/** An error below a field is that field's; any other one is everybody's. */
function wrongOf({ errors = [] }: Body<unknown>, { shown }: Foreign): Record<string, string> {
  const names = shown.map(({ name }) => name);
  return Object.fromEntries(
    errors.flatMap(({ message, path = [] }) => {
      const at = path[1];
      return typeof at === 'string' ? [[at, message]] : names.map((name) => [name, message]);
    }),
  );
}
