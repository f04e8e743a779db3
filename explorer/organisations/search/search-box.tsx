import { useContext, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { asOfArgument } from '../navigation/route';
import type { OrganisationSummary } from '../graphql/types';
import { request } from '../graphql/request';
import SUGGEST from '../documents/suggest.graphql?raw';
import { navigate } from '../navigation/navigate';
import { chosenMoment } from '../components/moment-form';
import { RouteContext } from '../navigation/route-link';
import { formatDistance, typedSearch } from './near-text';
import { practicesFirst, type SuggestData } from './suggestions';
import { WORDS } from './words';
import { enumLabel, explainMatch } from '../text/format';

/** A combobox with suggestions: arrow keys select one, Enter opens it or searches for the text. */
export function SearchBox() {
  const { text, shown, active, status, choose, type, press, close } = useCombobox();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    choose(shown[active]?.code ?? null);
  };
  return (
    <form class="search" role="search" onSubmit={submit}>
      <label class="nhsuk-label nhsuk-label--s" for="search">
        {WORDS.label}
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
          {WORDS.search}
        </button>
      </div>
      <Suggestions of={shown} active={active} choose={choose} />
      <p class="nhsuk-u-visually-hidden" role="status">
        {status}
      </p>
    </form>
  );
}

/** State and event handlers of the combobox. */
function useCombobox() {
  const { moment, text: searched } = useContext(RouteContext);
  const [text, setText] = useState(searched);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(NONE_ACTIVE);
  useEffect(() => setText(searched), [searched]); // after Back or a link, the text is that of the results
  const suggestions = useSuggestions(text, JSON.stringify(asOfArgument(moment)));
  const turn = (on: boolean) => {
    setOpen(on);
    setActive(NONE_ACTIVE);
  };
  return {
    text,
    active,
    shown: open ? suggestions : [],
    status: open && text.trim() !== '' ? WORDS.suggested(suggestions.length) : '',
    close: () => turn(false),
    type(typed: string) {
      setText(typed);
      turn(true);
    },
    choose(code: string | null) {
      turn(false);
      if (code !== null) setText('');
      navigate({ code, text: code === null ? text.trim() : '', moment: chosenMoment(moment) });
    },
    press(event: KeyboardEvent) {
      if (event.key === 'Escape') turn(false);
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      event.preventDefault();
      setOpen(true);
      setActive(nextIndex(active, event.key === 'ArrowDown' ? 1 : -1, suggestions.length));
    },
  };
}

interface SuggestionsProps {
  readonly of: readonly OrganisationSummary[];
  readonly active: number;
  choose(code: string): void;
}

function Suggestions({ of, active, choose }: SuggestionsProps) {
  return (
    <ul class="suggestions" id="suggestions" role="listbox" aria-label={WORDS.suggestions} hidden={of.length === 0}>
      {of.map((organisation, at) => (
        <li
          key={organisation.code}
          id={`suggestion-${at}`}
          role="option"
          aria-selected={at === active}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => choose(organisation.code)}
        >
          <strong>{organisation.name}</strong> <span class="code">{organisation.code}</span>{' '}
          <small>{detailsOf(organisation)}</small>
        </li>
      ))}
    </ul>
  );
}

function detailsOf(organisation: OrganisationSummary): string {
  const { kinds, address, distanceKm, isActive = true } = organisation;
  const distance = distanceKm == null ? '' : formatDistance(distanceKm);
  const details = [
    enumLabel(kinds[0] ?? ''),
    address?.town,
    address?.postcode,
    distance,
    isActive ? '' : WORDS.closed,
    explainMatch(organisation),
  ];
  return details.filter(Boolean).join(', ');
}

const NONE_ACTIVE = -1;

/** The next option, wrapping around through NONE_ACTIVE. */
function nextIndex(active: number, step: number, count: number): number {
  return ((active + 1 + step + count + 1) % (count + 1)) + NONE_ACTIVE;
}

/**
 * The suggestions for a text; a new text aborts the request for the previous one. A layout effect sends the request
 * before the browser paints, so suggestions arrive sooner.
 */
function useSuggestions(text: string, asOfJson: string): readonly OrganisationSummary[] {
  const [suggestions, setSuggestions] = useState<readonly OrganisationSummary[]>([]);
  const inFlight = useRef<AbortController | undefined>(undefined);
  useLayoutEffect(() => {
    inFlight.current?.abort();
    if (text.trim() === '') return setSuggestions([]);
    const { signal } = (inFlight.current = new AbortController());
    const { text: wanted, near } = typedSearch(text);
    const variables = { text: wanted ?? '', near, asOf: JSON.parse(asOfJson) as unknown };
    request<SuggestData>(SUGGEST, variables, signal).then(
      (data) => setSuggestions(practicesFirst(data, text)),
      () => signal.aborted || setSuggestions([]),
    );
  }, [text, asOfJson]);
  return suggestions;
}
