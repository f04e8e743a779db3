import { ResultTable } from './result-table';
import type { ExactCode as Exact } from './types';
import { WORDS } from './words';

/** Whether a text may be a code: without one, nothing is said about codes. */
export const mayBeCode = (text: string): boolean => /^[a-z0-9]{1,12}$/i.test(text);

/** What the typed code is: an organisation, open or closed, a default code, or, if it has a digit, that there is none. */
export function ExactCode({ of: { code, organisation, defaultCode } }: { readonly of: Exact }) {
  if (organisation) {
    return (
      <section aria-labelledby="exact">
        <h2 class="nhsuk-heading-m" id="exact">
          {WORDS.exact(code)}
        </h2>
        <ResultTable caption={WORDS.exact(code)} of={[organisation]} />
      </section>
    );
  }
  if (defaultCode) return <p>{WORDS.defaultCode(code, defaultCode.meaning)}</p>;
  return /\d/.test(code) ? <p>{WORDS.noSuchCode(code)}</p> : null;
}
