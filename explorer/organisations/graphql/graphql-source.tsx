import { useState } from 'preact/hooks';
import { copyToClipboard } from '../text/clipboard';
import { inlineVariables } from './inline-variables';
import { playgroundUrl } from './playground-url';
import type { Variables } from './request';
import { WORDS } from '../components/words';

interface Props {
  readonly document: string;
  readonly variables: Variables;
  /** The part of the page that the query loads. */
  readonly what?: string;
}

/** The query behind a part of the page, to copy and run elsewhere. */
export function GraphqlSource({ document, variables, what = WORDS.thisPage }: Props) {
  const text = inlineVariables(document, variables);
  const [status, setStatus] = useState('');
  const copy = async () => setStatus((await copyToClipboard(text)) ?? WORDS.graphqlCopied);
  return (
    <details class="nhsuk-details">
      <summary class="nhsuk-details__summary">
        <span class="nhsuk-details__summary-text">{WORDS.asGraphql(what)}</span>
      </summary>
      <div class="nhsuk-details__text">
        <button class="nhsuk-button nhsuk-button--secondary" type="button" onClick={() => void copy()}>
          {WORDS.copyGraphql}
        </button>
        <span role="status"> {status}</span>
        <p>
          <a href={playgroundUrl(document, variables)}>{WORDS.openInPlayground}</a>
        </p>
        <pre class="graphql" tabIndex={0} role="group" aria-label={WORDS.graphql}>
          {text}
        </pre>
      </div>
    </details>
  );
}
