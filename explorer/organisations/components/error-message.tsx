import { RequestError } from '../graphql/request';
import { WORDS } from './words';

interface Props {
  readonly error: Error;
  /** Sends the request again. */
  readonly retry?: () => void;
}

/** The message of an error and what the reader can do. */
export function errorText(error: Error): readonly [message: string, next: string] {
  if (error instanceof RequestError) return [error.message, error.next];
  return [WORDS.unreachable, WORDS.unreachableNext];
}

/** Shows a failed request and what the reader can do. */
export function ErrorMessage({ error, retry }: Props) {
  const [message, next] = errorText(error);
  return (
    <div class="nhsuk-error-summary" role="alert">
      <h2 class="nhsuk-error-summary__title">{WORDS.failed}</h2>
      <p>{message}</p>
      <p>{next}</p>
      {retry ? (
        <button class="nhsuk-button nhsuk-button--secondary" type="button" onClick={retry}>
          {WORDS.tryAgain}
        </button>
      ) : null}
    </div>
  );
}
