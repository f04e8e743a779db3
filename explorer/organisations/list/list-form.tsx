import { FileInput } from '../enrich/file-input';
import { LIST_FORM, WORDS } from './words';

interface Props {
  readonly text: string;
  change(text: string): void;
  /** Looks up the codes of a text. */
  send(text: string): void;
}

/** The field for codes. A list that is pasted or dropped is looked up at once; typed codes with the button. */
export function ListForm({ text, change, send }: Props) {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    send(text);
  };
  const paste = ({ currentTarget }: ClipboardEvent) => {
    const field = currentTarget as HTMLTextAreaElement;
    setTimeout(() => send(field.value)); // after the browser has put the text into the field
  };
  const dropped = async (file: File) => send(await file.text());
  return (
    <form id={LIST_FORM} onSubmit={submit} aria-label={WORDS.title}>
      <label class="nhsuk-label nhsuk-label--s" for="codes">
        {WORDS.label}
      </label>
      <p class="nhsuk-hint" id="codes-hint">
        {WORDS.labelHint}
      </p>
      <textarea
        class="nhsuk-textarea"
        id="codes"
        rows={6}
        spellcheck={false}
        autocapitalize="none"
        aria-describedby="codes-hint"
        value={text}
        onInput={({ currentTarget }) => change(currentTarget.value)}
        onPaste={paste}
      />
      <FileInput label={WORDS.file} name={undefined} choose={(file) => void dropped(file)} />
      <button class="nhsuk-button" type="submit">
        {WORDS.button}
      </button>
    </form>
  );
}
