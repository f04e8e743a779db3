import type { ComponentChildren } from 'preact';
import { useContext, useEffect, useRef } from 'preact/hooks';
import { goTo } from './navigation';
import { PlaceContext } from './place-link';

interface Shown {
  readonly label: string;
  readonly button: string;
  /** The values of the fields, by their names. */
  readonly chosen: Readonly<Record<string, string>>;
  readonly children: ComponentChildren;
}

/** A form whose fields hold what the address says; what is chosen becomes the address when it is sent. */
export function ChoiceForm({ label, button, chosen, children }: Shown) {
  const place = useContext(PlaceContext);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    for (const [name, value] of Object.entries(chosen))
      (form.current!.elements.namedItem(name) as HTMLInputElement | HTMLSelectElement).value = value;
  }, [JSON.stringify(chosen)]);
  const show = (event: SubmitEvent) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    goTo({ ...place, choices: Object.fromEntries([...given].map(([name, value]) => [name, String(value).trim()])) });
  };
  return (
    <form class="moment" ref={form} onSubmit={show} aria-label={label}>
      {children}
      <button class="nhsuk-button" type="submit">
        {button}
      </button>
    </form>
  );
}

interface Choice {
  readonly name: string;
  readonly label: string;
  readonly options: readonly (readonly [value: string, text: string])[];
}

export function Select({ name, label, options }: Choice) {
  return (
    <div>
      <label class="nhsuk-label" for={name}>
        {label}
      </label>
      <select class="nhsuk-select" id={name} name={name}>
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
