import { useRef } from 'preact/hooks';
import { keyAction, findByPrefix } from './keyboard';
import type { Row } from './model';
import { ROW_WORDS } from './words';

interface Actions {
  setActive(key: string): void;
  toggle(key: string): void;
  openAll(rows: readonly Row[]): void;
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
    if (isText(event.key, before)) {
      typed.current = { text: before + event.key, at: now };
      const found = findByPrefix(typed.current.text, rows, at, ROW_WORDS.group);
      if (found !== undefined) actions.setActive(found);
    } else if (!applyKey(event.key, rows, at, actions)) return;
    event.preventDefault();
  };
}

/** Whether a key is typed text and no command. Space and * are text only within a text. */
const isText = (key: string, before: string): boolean => key.length === 1 && (before !== '' || !' *'.includes(key));

function applyKey(key: string, rows: readonly Row[], at: number, actions: Actions): boolean {
  const move = keyAction(key, rows, at);
  if (move === undefined) return false;
  if ('to' in move) actions.setActive(move.to);
  else if ('toggle' in move) actions.toggle(move.toggle);
  else if ('openAll' in move) actions.openAll(move.openAll);
  else actions.enter(rows[at]!);
  return true;
}
