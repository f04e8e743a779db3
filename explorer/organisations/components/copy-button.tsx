import { useState } from 'preact/hooks';
import { copyToClipboard } from '../text/clipboard';

interface Props {
  /** What is copied, in words: "code" gives the button "Copy code". */
  readonly what: string;
  readonly text: string;
}

/** A button that copies a text, and says so. */
export function CopyButton({ what, text }: Props) {
  const [status, setStatus] = useState('');
  const copy = async () => {
    setStatus('');
    const failure = await copyToClipboard(text);
    setStatus(failure ?? `Copied: ${text.replaceAll('\n', ', ')}`);
  };
  return (
    <span class="copy">
      <button class="nhsuk-button nhsuk-button--secondary copy__button" type="button" onClick={() => void copy()}>
        Copy {what}
      </button>
      <span role="status" class={status === '' ? undefined : 'copy__status'}>
        {status}
      </span>
    </span>
  );
}
