import type { ComponentChildren } from 'preact';
import { useContext, useEffect, useRef } from 'preact/hooks';
import { navigate } from '../navigation/navigate';
import { RouteContext } from '../navigation/route-link';

interface Props {
  readonly label: string;
  readonly button: string;
  /** The current values by field name. */
  readonly values: Readonly<Record<string, string>>;
  readonly children: ComponentChildren;
}

/** A form whose fields are the parameters of the URL; submitting it changes the URL. */
export function ParamsForm({ label, button, values, children }: Props) {
  const route = useContext(RouteContext);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    for (const [name, value] of Object.entries(values))
      (form.current!.elements.namedItem(name) as HTMLInputElement | HTMLSelectElement).value = value;
  }, [JSON.stringify(values)]);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    navigate({ ...route, params: Object.fromEntries([...data].map(([name, value]) => [name, String(value).trim()])) });
  };
  return (
    <form class="moment" ref={form} onSubmit={submit} aria-label={label}>
      {children}
      <button class="nhsuk-button" type="submit">
        {button}
      </button>
    </form>
  );
}

interface SelectProps {
  readonly name: string;
  readonly label: string;
  readonly options: readonly (readonly [value: string, text: string])[];
}

export function Select({ name, label, options }: SelectProps) {
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
