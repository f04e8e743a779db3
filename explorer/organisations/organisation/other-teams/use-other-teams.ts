import { useEffect, useState } from 'preact/hooks';
import { OWN_FIELDS } from 'virtual:own-fields';
import { asOfArgument, asOfHeader, type Moment } from '../../navigation/route';
import { requestPartial, type ResponseBody, type Variables } from '../../graphql/request';
import FIELDS from '../../documents/fields.graphql?raw';
import { buildQuery, otherTeamsFields, type Field, type OtherTeamsFields } from './fields';

interface Introspected {
  readonly __type: { readonly fields: readonly Field[] | null } | null;
}

export type Values = Readonly<Record<string, unknown>>;

export interface OtherTeamsResult {
  readonly fields: OtherTeamsFields;
  readonly document: string;
  readonly variables: Variables;
  readonly values: Values;
  /** Error message by field. */
  readonly errors: Readonly<Record<string, string>>;
}

let fieldsOnce: Promise<OtherTeamsFields> | undefined;

/** Loads the fields of other teams once; none if introspection is switched off. */
function loadFields(): Promise<OtherTeamsFields> {
  const fieldsOf = async (type: string) => {
    const { data } = await requestPartial<Introspected>(FIELDS, { type }, new AbortController().signal);
    return data?.__type?.fields ?? [];
  };
  fieldsOnce ??= otherTeamsFields(OWN_FIELDS, fieldsOf);
  fieldsOnce.catch(() => (fieldsOnce = undefined));
  return fieldsOnce;
}

/** Data from other teams about an organisation; undefined while it loads and if there is none. */
export function useOtherTeams(code: string, moment: Moment): OtherTeamsResult | undefined {
  const [result, setResult] = useState<OtherTeamsResult>();
  useEffect(() => {
    const controller = new AbortController();
    loadValues(code, moment, controller.signal).then(
      (loaded) => controller.signal.aborted || setResult(loaded),
      () => controller.signal.aborted || setResult(undefined),
    );
    return () => controller.abort();
  }, [code, JSON.stringify(moment)]);
  return result;
}

async function loadValues(code: string, moment: Moment, signal: AbortSignal): Promise<OtherTeamsResult | undefined> {
  const fields = await loadFields();
  if (fields.shown.length + fields.omitted.length === 0) return undefined;
  const document = buildQuery(fields.shown);
  const variables = { code, asOf: asOfArgument(moment) };
  if (fields.shown.length === 0) return { fields, document, variables, values: {}, errors: {} };
  const body = await requestPartial<{ organisation: Values | null }>(document, variables, signal, asOfHeader(moment));
  if (!body.data) fieldsOnce = undefined; // the supergraph has changed since its fields were loaded
  return { fields, document, variables, values: body.data?.organisation ?? {}, errors: errorsByField(body, fields) };
}

/** An error without a field in its path applies to every field. */
function errorsByField({ errors = [] }: ResponseBody<unknown>, { shown }: OtherTeamsFields): Record<string, string> {
  const names = shown.map(({ name }) => name);
  return Object.fromEntries(
    errors.flatMap(({ message, path = [] }) => {
      const at = path[1];
      return typeof at === 'string' ? [[at, message]] : names.map((name) => [name, message]);
    }),
  );
}
