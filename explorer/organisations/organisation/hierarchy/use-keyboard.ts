import { useRef } from 'preact/hooks';
import { keyAction, findByPrefix } from './keyboard';
import type { Row } from './rows';

interface Actions {
  setActive(key: string): void;
  toggle(key: string): void;
  enter(row: Row): void;
}

/** A key that is typed after a pause of this length starts a new search text. */
const TYPE_AHEAD_MS = 600;

/** Returns the key handler of the tree: navigation keys, and jumping to a row by typing its name or code. */
export function useKeyboard(rows: readonly Row[], active: string, actions: Actions) {
  const typed = useRef({ text: '', at: -Infinity });
  return (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = rows.findIndex(({ key }) => key === active);
    const now = performance.now();
    const before = now - typed.current.at < TYPE_AHEAD_MS ? typed.current.text : '';
    const isText = event.key.length === 1 && (event.key !== ' ' || before !== '');
    if (isText) {
      typed.current = { text: before + event.key, at: now };
      const found = findByPrefix(typed.current.text, rows, at);
      if (found !== undefined) actions.setActive(found);
    } else if (!applyKey(event.key, rows, at, actions)) return;
    event.preventDefault();
  };
}

function applyKey(key: string, rows: readonly Row[], at: number, { setActive, toggle, enter }: Actions): boolean {
  const move = keyAction(key, rows, at);
  if (move === undefined) return false;
  if ('to' in move) setActive(move.to);
  else if ('toggle' in move) toggle(move.toggle);
  else enter(rows[at]!);
  return true;
}
