import { useContext, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { asOf } from './address';
import type { Listed } from './answers';
import { ask } from './ask';
import SUGGEST from './documents/suggest.graphql?raw';
import { goTo } from './navigation';
import { PlaceContext } from './place-link';
import { words } from './words';

/** A combobox: suggestions while somebody types, arrow keys to choose, Enter to go or to search. */
export function SearchBox() {
  const { text, shown, active, status, choose, type, press, close } = useCombobox();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    choose(shown[active]?.code ?? null);
  };
  return (
    <form class="search" role="search" onSubmit={submit}>
      <label class="nhsuk-label nhsuk-label--s" for="search">
        Find an organisation by code, name or postcode
      </label>
      <div class="search__row">
        <input
          class="nhsuk-input"
          id="search"
          name="q"
          type="text"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={shown.length > 0}
          aria-controls="suggestions"
          aria-activedescendant={shown[active] ? `suggestion-${active}` : undefined}
          value={text}
          onInput={(event) => type(event.currentTarget.value)}
          onKeyDown={press}
          onBlur={close}
        />
        <button class="nhsuk-button" type="submit">
          Search
        </button>
      </div>
      <Suggestions of={shown} active={active} choose={choose} />
      <p class="nhsuk-u-visually-hidden" role="status">
        {status}
      </p>
    </form>
  );
}

/** What has been typed, what is suggested and chosen, and what keys do to it. */
function useCombobox() {
  const { moment, text: searched } = useContext(PlaceContext);
  const [text, setText] = useState(searched);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(NOTHING_CHOSEN);
  const suggestions = useSuggestions(text, JSON.stringify(asOf(moment)));
  const turn = (on: boolean) => {
    setOpen(on);
    setActive(NOTHING_CHOSEN);
  };
  return {
    text,
    active,
    shown: open ? suggestions : [],
    status: open && text.trim() !== '' ? `${suggestions.length} suggestions` : '',
    close: () => turn(false),
    type(typed: string) {
      setText(typed);
      turn(true);
    },
    choose(code: string | null) {
      turn(false);
      if (code !== null) setText('');
      goTo({ code, text: code === null ? text.trim() : '', moment });
    },
    press(event: KeyboardEvent) {
      if (event.key === 'Escape') turn(false);
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      event.preventDefault();
      setOpen(true);
      setActive(stepped(active, event.key === 'ArrowDown' ? 1 : -1, suggestions.length));
    },
  };
}

interface SuggestionsShown {
  readonly of: readonly Listed[];
  readonly active: number;
  choose(code: string): void;
}

function Suggestions({ of, active, choose }: SuggestionsShown) {
  return (
    <ul class="suggestions" id="suggestions" role="listbox" aria-label="Suggestions" hidden={of.length === 0}>
      {of.map(({ code, name, kinds, address }, at) => (
        <li
          key={code}
          id={`suggestion-${at}`}
          role="option"
          aria-selected={at === active}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => choose(code)}
        >
          <strong>{name}</strong> <span class="code">{code}</span>{' '}
          <small>{[words(kinds[0] ?? ''), address?.town, address?.postcode].filter(Boolean).join(', ')}</small>
        </li>
      ))}
    </ul>
  );
}

const NOTHING_CHOSEN = -1;

/** From nothing chosen round through all and back. */
function stepped(active: number, step: number, count: number): number {
  return ((active + 1 + step + count + 1) % (count + 1)) + NOTHING_CHOSEN;
}

/**
 * The suggestions for what has been typed; a slower answer to an older text is thrown away. They are asked for at once: an
 * effect would wait until the letter is painted.
 */
function useSuggestions(text: string, asOfJson: string): readonly Listed[] {
  const [suggestions, setSuggestions] = useState<readonly Listed[]>([]);
  const asked = useRef<AbortController | undefined>(undefined);
  useLayoutEffect(() => {
    asked.current?.abort();
    if (text.trim() === '') return setSuggestions([]);
    const { signal } = (asked.current = new AbortController());
    ask<{ suggest: readonly Listed[] }>(SUGGEST, { text, asOf: JSON.parse(asOfJson) }, signal).then(
      ({ suggest }) => setSuggestions(suggest),
      () => signal.aborted || setSuggestions([]),
    );
  }, [text, asOfJson]);
  return suggestions;
}
