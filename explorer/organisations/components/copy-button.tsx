import { useState } from 'preact/hooks';
import { copyToClipboard } from '../text/clipboard';
import { WORDS } from './words';

interface Props {
  /** What is copied, in words: "code" names the button "Copy code". */
  readonly what: string;
  readonly text: string;
}

/** A button that copies a text, and says so: on the page in one word, to screen readers with the text. */
export function CopyButton({ what, text }: Props) {
  const [result, setResult] = useState<'copied' | { readonly failure: string }>();
  const copy = async () => {
    setResult(undefined);
    const failure = await copyToClipboard(text);
    setResult(failure === null ? 'copied' : { failure });
  };
  return (
    <span class="copy">
      <button class="nhsuk-button nhsuk-button--secondary copy__button" type="button" onClick={() => void copy()}>
        {WORDS.copy}
        <span class="nhsuk-u-visually-hidden"> {what}</span>
      </button>
      <span role="status" class={result === undefined ? undefined : 'copy__status'}>
        {result === 'copied' ? WORDS.copied : result?.failure}
        {result === 'copied' ? <span class="nhsuk-u-visually-hidden">: {text.replaceAll('\n', ', ')}</span> : null}
      </span>
    </span>
  );
}
