import { Refused } from './ask';

interface Shown {
  readonly error: Error;
  /** Asks once more. */
  readonly again?: () => void;
}

/** What is wrong, and what to do. */
export function saidOf(error: Error): readonly [message: string, next: string] {
  if (error instanceof Refused) return [error.message, error.next];
  return ['The server cannot be reached.', 'Try again in a few seconds.'];
}

/** What could not be answered, and what to do. */
export function Problem({ error, again }: Shown) {
  const [message, next] = saidOf(error);
  return (
    <div class="nhsuk-error-summary" role="alert">
      <h2 class="nhsuk-error-summary__title">There is no answer</h2>
      <p>{message}</p>
      <p>{next}</p>
      {again ? (
        <button class="nhsuk-button nhsuk-button--secondary" type="button" onClick={again}>
          Try again
        </button>
      ) : null}
    </div>
  );
}
