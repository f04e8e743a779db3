import { useRef } from 'preact/hooks';
import { moveOf, startingWith } from './keys';
import type { Row } from './rows';

interface Does {
  setActive(key: string): void;
  toggle(key: string): void;
  enter(row: Row): void;
}

/** After this long what is typed begins a new word. */
const PAUSE_MS = 600;

/** What is pressed while a row of a tree is active. */
export function useKeys(rows: readonly Row[], active: string, does: Does) {
  const typed = useRef({ text: '', at: -Infinity });
  return (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = rows.findIndex(({ key }) => key === active);
    const now = performance.now();
    const before = now - typed.current.at < PAUSE_MS ? typed.current.text : '';
    const isText = event.key.length === 1 && (event.key !== ' ' || before !== '');
    if (isText) {
      typed.current = { text: before + event.key, at: now };
      const found = startingWith(typed.current.text, rows, at);
      if (found !== undefined) does.setActive(found);
    } else if (!apply(event.key, rows, at, does)) return;
    event.preventDefault();
  };
}

function apply(key: string, rows: readonly Row[], at: number, { setActive, toggle, enter }: Does): boolean {
  const move = moveOf(key, rows, at);
  if (move === undefined) return false;
  if ('to' in move) setActive(move.to);
  else if ('toggle' in move) toggle(move.toggle);
  else enter(rows[at]!);
  return true;
}
