interface Props {
  readonly name: string;
  readonly id: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  onChange(value: string): void;
}

/** A choice that takes effect at once. */
export function Select({ name, id, value, options, onChange }: Props) {
  return (
    <div>
      <label class="nhsuk-label" for={id}>
        {name}
      </label>
      <select class="nhsuk-select" id={id} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map((one) => (
          <option key={one.value} value={one.value} selected={one.value === value}>
            {one.text}
          </option>
        ))}
      </select>
    </div>
  );
}
