import { fillInTexts } from './kept-tab';

/** Keys of GraphiQL whose values hold requests, those of the history and those that are marked there. */
const HELD = /^graphiql:(queries|favorites)$/;

/** What GraphiQL keeps begins with this. The explorer keeps other things in the same storage. */
const ITS_KEYS = 'graphiql:';

/** The parts of a storage that GraphiQL uses. */
type PartOfStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'clear' | 'length'>;

/** The storage of the browser for GraphiQL, without headers: they may hold secrets, and its history would keep them. */
export function privateStorage(storage: Storage = localStorage): PartOfStorage {
  const itsKeys = () => keysOf(storage).filter((key) => key.startsWith(ITS_KEYS));
  for (const key of itsKeys()) {
    const value = storage.getItem(key);
    if (HELD.test(key) && value !== null) storage.setItem(key, withoutHeaders(value));
  }
  fillInTexts(storage);
  return {
    getItem: (key) => storage.getItem(key),
    setItem: (key, value) => storage.setItem(key, HELD.test(key) ? withoutHeaders(value) : value),
    removeItem: (key) => storage.removeItem(key),
    clear: () => itsKeys().forEach((key) => storage.removeItem(key)),
    get length() {
      return itsKeys().length;
    },
  };
}

function keysOf(storage: Storage): readonly string[] {
  return Array.from({ length: storage.length }, (_, at) => storage.key(at)!);
}

function withoutHeaders(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json, (key, value: unknown) => (key === 'headers' ? undefined : value)));
  } catch {
    return '{}';
  }
}
