import { useContext, useEffect, useMemo, useState } from 'preact/hooks';
import { ErrorMessage } from '../components/error-message';
import { Heading } from '../components/heading';
import { RouteContext, RouteLink } from '../navigation/route-link';
import { ListForm } from './list-form';
import { ListTable } from './list-table';
import { lookUp } from './look-up';
import { dayColumns, readList } from './read-list';
import { rowsOf, type ListRow } from './rows';
import { MOST_CODES, WORDS } from './words';

/** The text of the list, kept while the reader looks at single organisations. It never leaves the browser's memory. */
let kept = '';

/** The page that looks up a list of codes, each on its day. */
export function ListPage() {
  const { moment } = useContext(RouteContext);
  const [text, setText] = useState(kept);
  const [sent, setSent] = useState(kept);
  const change = (typed: string) => setText((kept = typed));
  const send = (list: string) => {
    change(list);
    setSent(list);
  };
  return (
    <>
      <Heading title={WORDS.title} />
      <p>{WORDS.intro}</p>
      <ListForm text={text} change={change} send={send} />
      <p>
        {WORDS.enrich}
        <RouteLink to={{ code: null, text: '', moment, page: 'enrich' }}>{WORDS.enrichLink}</RouteLink>.
      </p>
      {sent.trim() === '' ? null : <Looked text={sent} />}
    </>
  );
}

interface State {
  readonly done: number;
  readonly all: number;
  readonly read: number;
  readonly rows?: readonly ListRow[];
  readonly error?: Error;
}

function Looked({ text }: { readonly text: string }) {
  const { done, all, read, rows, error, retry } = useLookUp(text);
  const days = useMemo(() => dayColumns(text), [text]);
  if (read === 0) return <p role="alert">{WORDS.nothing}</p>;
  return (
    <>
      {read > MOST_CODES ? <p role="alert">{WORDS.tooMany(read)}</p> : null}
      {days.unused.length === 0 ? null : <p role="alert">{WORDS.unusedDays(days)}</p>}
      {error ? <ErrorMessage error={error} retry={retry} /> : null}
      <p role="status">{error ? '' : rows ? WORDS.done(rows.length) : WORDS.working(done, all)}</p>
      {rows === undefined ? null : <ListTable rows={rows} />}
    </>
  );
}

/** Looks up the codes of a text, again when the text or the moment of the page changes. */
function useLookUp(text: string): State & { retry(): void } {
  const { moment } = useContext(RouteContext);
  const [state, setState] = useState<State>({ done: 0, all: 0, read: 1 });
  const [attempt, setAttempt] = useState(1);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const all = readList(text);
    const items = all.slice(0, MOST_CODES);
    const base = { done: 0, all: items.length, read: all.length };
    setState(base);
    const report = (done: number) => signal.aborted || setState({ ...base, done });
    lookUp(items, { moment, signal, report }).then(
      (answers) => signal.aborted || setState({ ...base, rows: rowsOf(items, answers) }),
      (error: Error) => signal.aborted || setState({ ...base, error }),
    );
    return () => controller.abort();
  }, [text, JSON.stringify(moment), attempt]);
  return { ...state, retry: () => setAttempt(attempt + 1) };
}
