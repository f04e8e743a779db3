import type { ErrorLike } from '@apollo/client';
import { problemsOf } from './problems';

export function Loading({ what }: { readonly what: string }) {
  return (
    <p role="status" className="loading">
      Loading {what}…
    </p>
  );
}

interface FailureProps {
  readonly error: ErrorLike | undefined;
  readonly title: string;
  readonly retry: () => unknown;
}

/** What failed, as the service says it, with a reference for the support team. Nothing without an error. */
export function Failure({ error, title, retry }: FailureProps) {
  const problems = problemsOf(error);
  if (problems.length === 0) return null;
  return (
    <div role="alert" className="failure">
      <p>{title}</p>
      <ul>
        {problems.map(({ message, reference }) => (
          <li key={message}>
            {message} {reference && <small>({reference})</small>}
          </li>
        ))}
      </ul>
      {problems.some(({ passing }) => passing) && (
        <button type="button" onClick={() => void retry()}>
          Try again
        </button>
      )}
    </div>
  );
}
