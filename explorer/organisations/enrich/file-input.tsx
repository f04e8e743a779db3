import { useState } from 'preact/hooks';
import { WORDS } from './words';

interface Props {
  readonly label?: string;
  readonly name: string | undefined;
  choose(file: File): void;
}

/** A field for one file, which can also be dropped on it. */
export function FileInput({ label = WORDS.file, name, choose }: Props) {
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer?.files[0];
    if (file) choose(file);
  };
  const over = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <div class={isOver ? 'drop drop--over' : 'drop'} onDragOver={over} onDragLeave={() => setOver(false)} onDrop={drop}>
      <label class="nhsuk-label" for="file">
        {label}
      </label>
      <input
        id="file"
        type="file"
        accept=".csv,.txt,.tsv,.ndjson,.jsonl"
        onChange={({ currentTarget }) => currentTarget.files?.[0] && choose(currentTarget.files[0])}
      />
      <p class="nhsuk-hint">{name === undefined ? WORDS.choose : WORDS.chosen(name)}</p>
    </div>
  );
}
