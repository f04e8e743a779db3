import { useAccessibleEditors } from './accessible-editors';
import { ASKED, STATUS } from './last-response';
import { WORDS } from './words';

/** Release, status, cost and time of the last response, which screen readers announce, and the way to the explorer. */
export function StatusLine() {
  useAccessibleEditors();
  const asked = ASKED.use();
  return (
    <div className="status-line">
      <p role="status">{STATUS.use() || WORDS.nothingRun}</p>
      <p>
        <a href={asked?.url ?? '/'}>{asked ? WORDS.explorer.organisation(asked.code) : WORDS.explorer.start}</a>
      </p>
    </div>
  );
}
