interface Props {
  readonly text: string;
  readonly name: string;
}

/** A button that saves a text as a CSV file. */
export function DownloadButton({ text, name }: Props) {
  const save = () => {
    const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
    const link = Object.assign(document.createElement('a'), { href: url, download: name });
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <button class="nhsuk-button nhsuk-button--secondary" type="button" onClick={save}>
      Save as CSV
    </button>
  );
}
