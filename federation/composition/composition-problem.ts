import type { SourceLocation } from 'graphql';

/** One reason why subgraphs do not compose, or a warning about what composes; it may cause many errors. */
export interface CompositionProblem {
  readonly code: string;
  /** The subgraphs involved; the one to change comes first where that is known. */
  readonly subgraphs: readonly string[];
  readonly message: string;
  /** Up to three affected fields or types. */
  readonly examples: readonly string[];
  readonly count: number;
  /** In the SDL of the first subgraph. */
  readonly location?: SourceLocation | undefined;
  /** The file with this SDL. */
  readonly file?: string | undefined;
  readonly next: string;
}

/** One line for a problem: where it is, what is wrong and what to do. */
export function describeProblem(problem: CompositionProblem): string {
  const { code, subgraphs, message, examples, count, next } = problem;
  const place = placeOf(problem);
  const source = [...subgraphs, ...(place === undefined ? [] : [place])].join(', ');
  const named = examples.length > 0 ? `, for example ${examples.join(', ')}` : '';
  const others = count > 1 ? ` (${count} times${named})` : '';
  return `- ${source ? `${source}: ` : ''}${message}${others} ${next} [${code}]`;
}

/** The place as editors open it, for example 'clinics/schema.graphql:12:3'; with words after an address. */
function placeOf({ file, location }: CompositionProblem): string | undefined {
  const words = location && `line ${location.line}, column ${location.column}`;
  if (file === undefined || !location) return file ?? words;
  return /^https?:/.test(file) ? `${file}, ${words}` : `${file}:${location.line}:${location.column}`;
}

/** Adds the file of the first subgraph to each problem. */
export function withFiles(
  problems: readonly CompositionProblem[],
  subgraphs: readonly { readonly name: string; readonly file?: string | undefined }[],
): CompositionProblem[] {
  const files = new Map(subgraphs.map(({ name, file }) => [name, file]));
  return problems.map((problem) => {
    const file = problem.file ?? files.get(problem.subgraphs[0] ?? '');
    return file === undefined ? problem : { ...problem, file };
  });
}
