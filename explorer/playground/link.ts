/** Query and variables in the fragment of a link, which browsers do not send to the server. */
export interface LinkedQuery {
  readonly query?: string;
  readonly variables?: string;
}

export function readLink(fragment: string): LinkedQuery {
  const params = new URLSearchParams(fragment.replace(/^#/, ''));
  const query = params.get('query');
  return query === null ? {} : { query, variables: params.get('variables') ?? '{}' };
}

export function writeLink({ query = '', variables = '' }: LinkedQuery): string {
  const params = new URLSearchParams({ query, ...(variables.trim() === '' ? {} : { variables }) });
  return `#${params.toString()}`;
}
