import { useContext, useEffect, useRef } from 'preact/hooks';
import type { Moment } from '../navigation/route';
import type { CommonData } from '../graphql/types';
import { navigate } from '../navigation/navigate';
import { RouteContext } from '../navigation/route-link';
import { formatDate, isDay } from '../text/format';
import { WORDS } from './words';

/** The form for date, date basis and release, which are part of the URL of every page. */
export function MomentForm({ releases }: Pick<CommonData, 'releases'>) {
  const route = useContext(RouteContext);
  const { moment } = route;
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    for (const [name, value] of Object.entries(moment)) setField(form.current!, name, value);
  }, [JSON.stringify(moment), releases]);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    navigate({ ...route, moment: momentOf(event.currentTarget as HTMLFormElement) });
  };
  return (
    <form class="moment" id={MOMENT_FORM} ref={form} onSubmit={submit} aria-label={WORDS.moment}>
      <div>
        <label class="nhsuk-label" for="date">
          {WORDS.date}
        </label>
        <input class="nhsuk-input" id="date" name="date" type="date" />
      </div>
      <div>
        <label class="nhsuk-label" for="basis">
          {WORDS.basis}
        </label>
        <select class="nhsuk-select" id="basis" name="basis">
          <option value="">{WORDS.operational}</option>
          <option value="legal">{WORDS.legal}</option>
        </select>
      </div>
      <div>
        <label class="nhsuk-label" for="release">
          {WORDS.release}
        </label>
        <select class="nhsuk-select" id="release" name="release">
          <option value="">{WORDS.liveRelease}</option>
          {releases.map(({ id, isLive }) => (
            <option key={id} value={id}>
              {isLive ? WORDS.live(formatDate(id)) : formatDate(id)}
            </option>
          ))}
        </select>
      </div>
      <button class="nhsuk-button nhsuk-button--secondary" type="submit">
        {WORDS.show}
      </button>
      <AfterRelease moment={moment} releases={releases} />
    </form>
  );
}

const MOMENT_FORM = 'moment-form';

/** What is chosen in the form of the page, also before "Show" is pressed; `otherwise` if the page has no such form. */
export function chosenMoment(otherwise: Moment): Moment {
  const form = document.querySelector<HTMLFormElement>(`form#${MOMENT_FORM}`);
  return form ? momentOf(form) : otherwise;
}

function momentOf(form: HTMLFormElement): Moment {
  const data = new FormData(form);
  const text = (name: string) => String(data.get(name) ?? '');
  return { date: text('date'), basis: text('basis') as Moment['basis'], release: text('release') };
}

/** Says that a day is later than what the release can know. */
function AfterRelease({ moment, releases }: Pick<CommonData, 'releases'> & { readonly moment: Moment }) {
  const release = releases.find(({ id, isLive }) => (moment.release === '' ? isLive : id === moment.release));
  if (release === undefined || !isDay(moment.date) || moment.date <= release.id) return null;
  return <p class="moment__note nhsuk-body-s">{WORDS.afterRelease(release.id)}</p>;
}

/** Copies a value of the URL into its field. Typed values stay in the form until it is submitted. */
function setField(form: HTMLFormElement, name: string, value: string): void {
  const field = form.elements.namedItem(name) as HTMLInputElement | HTMLSelectElement;
  field.value = name === 'basis' && value === 'operational' ? '' : value;
}
