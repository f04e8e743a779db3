import type { ExecutionResult, GraphQLError } from 'graphql';

/**
 * The parts of a result that the specification fixes, as a text. `describe` says what of an error is compared; null if
 * only the place that became null is.
 */
export function comparable(result: ExecutionResult, describe: (error: GraphQLError) => unknown): string {
  const data = JSON.stringify(result.data) as string | undefined;
  const errors = (result.errors ?? []).map((error) => {
    const place = nullPlace(result.data, error.path);
    // Which of several errors below a null is reported, and whether several are, is not fixed.
    const described = describe(error);
    return described !== null && (place === error.path?.length || data === undefined)
      ? JSON.stringify([error.path, described])
      : `below ${JSON.stringify(error.path?.slice(0, place))}`;
  });
  return [data, ...[...new Set(errors)].sort()].join('\n');
}

/** The length of the shortest part of a path that leads to null. */
function nullPlace(data: unknown, path: GraphQLError['path'] = []): number {
  let value = data;
  for (let at = 0; at < path.length; at++) {
    if (value === null || value === undefined) return at;
    value = (value as Record<string | number, unknown>)[path[at]!];
  }
  return path.length;
}
