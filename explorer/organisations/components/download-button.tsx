import { WORDS } from './words';
import { saveFile } from './save-file';

interface Props {
  /** The text, or what makes it when it is wanted. */
  readonly text: string | (() => string);
  readonly name: string;
  readonly label?: string;
}

/** A button that saves a text as a CSV file. */
export function DownloadButton({ text, name, label = WORDS.saveCsv }: Props) {
  const save = () => saveFile(typeof text === 'string' ? text : text(), name);
  return (
    <button class="nhsuk-button nhsuk-button--secondary" type="button" onClick={save}>
      {label}
    </button>
  );
}
