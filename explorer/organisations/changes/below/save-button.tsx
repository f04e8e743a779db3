import { useEffect, useRef, useState } from 'preact/hooks';
import { errorText } from '../../components/error-message';
import { saveFile } from '../../components/save-file';
import { belowCsv } from './below-csv';
import { loadAll } from './load-all';
import type { BelowParams } from './types';
import { WORDS } from './words';

/** A button that loads every change and saves them as CSV. It says how far it is, and what failed. */
export function SaveButton({ params }: { readonly params: BelowParams }) {
  const [status, setStatus] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const running = useRef<AbortController | undefined>(undefined);
  const { within, view, from, to } = params;
  useEffect(() => () => running.current?.abort(), [within, view, from, to]);
  const save = async () => {
    if (isBusy) return;
    const { signal } = (running.current = new AbortController());
    setIsBusy(true);
    try {
      const all = await loadAll(params, (loaded, total) => setStatus(WORDS.saving(loaded, total)), signal);
      saveFile(belowCsv(all, params), `changes-below-${params.within}-${params.from}-${params.to}.csv`.toLowerCase());
      setStatus(WORDS.saved(all.length));
    } catch (error) {
      setStatus(signal.aborted ? '' : errorText(error as Error).join(' '));
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <p>
      <button
        class="nhsuk-button nhsuk-button--secondary"
        type="button"
        aria-disabled={isBusy}
        onClick={() => void save()}
      >
        {WORDS.save}
      </button>{' '}
      <span role="status">{status}</span>
    </p>
  );
}
