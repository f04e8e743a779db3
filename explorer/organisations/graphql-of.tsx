import { useState } from 'preact/hooks';
import { asGraphql } from './as-graphql';
import type { Variables } from './ask';

interface Shown {
  readonly document: string;
  readonly variables: Variables;
  /** What of the screen it is the question behind. */
  readonly what?: string;
}

/** The question behind what is on the screen, to copy and to run elsewhere. */
export function GraphqlOf({ document, variables, what = 'This page' }: Shown) {
  const text = asGraphql(document, variables);
  const [said, setSaid] = useState('');
  const copy = async () => setSaid(await copied(text));
  return (
    <details class="nhsuk-details">
      <summary class="nhsuk-details__summary">
        <span class="nhsuk-details__summary-text">{what} as GraphQL</span>
      </summary>
      <div class="nhsuk-details__text">
        <button class="nhsuk-button nhsuk-button--secondary" type="button" onClick={() => void copy()}>
          Copy as GraphQL
        </button>
        <span role="status"> {said}</span>
        <pre class="graphql" tabIndex={0} role="group" aria-label="GraphQL">
          {text}
        </pre>
      </div>
    </details>
  );
}

/** Browsers give the clipboard to secure pages only. */
async function copied(text: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
    return 'Copied.';
  } catch {
    return 'The browser does not allow copying here: select the text below.';
  }
}
