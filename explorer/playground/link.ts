/** What a link to the playground holds in its fragment, which stays in the browser. */
export interface Linked {
  readonly query?: string;
  readonly variables?: string;
}

export function readLink(fragment: string): Linked {
  const params = new URLSearchParams(fragment.replace(/^#/, ''));
  const query = params.get('query');
  return query === null ? {} : { query, variables: params.get('variables') ?? '{}' };
}

export function writeLink({ query = '', variables = '' }: Linked): string {
  const params = new URLSearchParams({ query, ...(variables.trim() === '' ? {} : { variables }) });
  return `#${params.toString()}`;
}
