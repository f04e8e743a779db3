import { useEffect, useRef, useState } from 'preact/hooks';
import { errorText } from '../../components/error-message';
import { saveFile } from '../../components/save-file';
import { belowCsv } from './below-csv';
import { loadAll } from './load-all';
import type { BelowParams } from './types';
import { WORDS } from './words';

/** A button that loads every change and saves them as CSV. It shows how far it is; begin, end and failure are announced. */
export function SaveButton({ params }: { readonly params: BelowParams }) {
  const [status, setStatus] = useState('');
  const [progress, setProgress] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const running = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const save = async () => {
    if (isBusy) return;
    const { signal } = (running.current = new AbortController());
    setIsBusy(true);
    setStatus(WORDS.saving);
    try {
      const all = await loadAll(params, (loaded, total) => setProgress(WORDS.progress(loaded, total)), signal);
      saveFile(belowCsv(all, params), `changes-below-${params.within}-${params.from}-${params.to}.csv`.toLowerCase());
      setStatus(WORDS.saved(all.length));
    } catch (error) {
      setStatus(signal.aborted ? '' : errorText(error as Error).join(' '));
    } finally {
      setIsBusy(false);
      setProgress('');
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
      <span role="status">{status}</span> <span>{progress}</span>
    </p>
  );
}
