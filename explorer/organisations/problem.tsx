import { Refused } from './ask';

/** What could not be answered, and what to do. */
export function Problem({ error }: { readonly error: Error }) {
  const [message, next] =
    error instanceof Refused
      ? [error.message, error.next]
      : ['The server cannot be reached.', 'Try again in a few seconds.'];
  return (
    <div class="nhsuk-error-summary" role="alert">
      <h2 class="nhsuk-error-summary__title">There is no answer</h2>
      <p>{message}</p>
      <p>{next}</p>
    </div>
  );
}
