import { useAccessibleEditors } from './accessible-editors';
import { useStatus } from './status-message';

/** Release, status and time of the last response; screen readers announce changes. */
export function StatusLine() {
  useAccessibleEditors();
  return (
    <p className="status-line" role="status">
      {useStatus() || 'No query has been run yet.'}
    </p>
  );
}
