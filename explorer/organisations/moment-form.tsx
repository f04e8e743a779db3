import { useContext, useEffect, useRef } from 'preact/hooks';
import type { Moment } from './address';
import type { Frame } from './answers';
import { goTo } from './navigation';
import { PlaceContext } from './place-link';
import { day } from './words';

/** Day, dates and release that every page is about; they stay in the address. */
export function MomentForm({ releases }: Pick<Frame, 'releases'>) {
  const place = useContext(PlaceContext);
  const { moment } = place;
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    for (const [name, value] of Object.entries(moment)) fill(form.current!, name, value);
  }, [JSON.stringify(moment), releases]);
  const show = (event: SubmitEvent) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    const text = (name: string) => String(given.get(name) ?? '');
    goTo({
      ...place,
      moment: { date: text('date'), basis: text('basis') as Moment['basis'], release: text('release') },
    });
  };
  return (
    <form class="moment" ref={form} onSubmit={show} aria-label="The moment asked about">
      <div>
        <label class="nhsuk-label" for="date">
          On the day
        </label>
        <input class="nhsuk-input" id="date" name="date" type="date" />
      </div>
      <div>
        <label class="nhsuk-label" for="basis">
          By
        </label>
        <select class="nhsuk-select" id="basis" name="basis">
          <option value="">Operational dates</option>
          <option value="legal">Legal dates</option>
        </select>
      </div>
      <div>
        <label class="nhsuk-label" for="release">
          As known in
        </label>
        <select class="nhsuk-select" id="release" name="release">
          <option value="">The live release</option>
          {releases.map(({ id, isLive }) => (
            <option key={id} value={id}>{`${day(id)}${isLive ? ' (live)' : ''}`}</option>
          ))}
        </select>
      </div>
      <button class="nhsuk-button nhsuk-button--secondary" type="submit">
        Show
      </button>
    </form>
  );
}

/** What is typed is ours only when it is sent; what the address says is put in when it changes. */
function fill(form: HTMLFormElement, name: string, value: string): void {
  const field = form.elements.namedItem(name) as HTMLInputElement | HTMLSelectElement;
  field.value = name === 'basis' && value === 'operational' ? '' : value;
}
