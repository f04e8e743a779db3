import { WORDS } from './words';

interface Props {
  /** The text, or what makes it when it is wanted. */
  readonly text: string | (() => string);
  readonly name: string;
  readonly label?: string;
}

/** A button that saves a text as a CSV file. */
export function DownloadButton({ text, name, label = WORDS.saveCsv }: Props) {
  const save = () => {
    const url = URL.createObjectURL(
      new Blob([typeof text === 'string' ? text : text()], { type: 'text/csv;charset=utf-8' }),
    );
    const link = Object.assign(document.createElement('a'), { href: url, download: name });
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <button class="nhsuk-button nhsuk-button--secondary" type="button" onClick={save}>
      {label}
    </button>
  );
}
