import { useAccessibleEditors } from './editors';
import { useNotice } from './notice';

/** Release and time of the last answer, read aloud when it changes. */
export function AnswerLine() {
  useAccessibleEditors();
  return (
    <p className="answer-line" role="status">
      {useNotice() || 'Nothing has been asked yet.'}
    </p>
  );
}
