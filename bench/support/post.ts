/** Sends a GraphQL request and returns its data. Throws the errors of the response. */
export async function post(url: string, body: string | object): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const { data, errors } = (await response.json()) as { errors?: unknown; data: unknown };
  if (errors) throw new Error(JSON.stringify(errors).slice(0, 500));
  return data;
}
