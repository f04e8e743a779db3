import { getEventListeners } from 'node:events';
import { onAbort } from '../../../../federation/subgraphs/http/on-abort';

test('each listener is called once, with the reason, unless it was removed', () => {
  const abort = new AbortController();
  const called: string[] = [];
  const add = (name: string) => onAbort(abort.signal, (reason) => called.push(`${name} ${reason.message}`));
  add('first');
  const remove = add('second');
  add('third');
  remove();
  remove();
  abort.abort(new Error('over'));
  abort.abort(new Error('again'));
  expect(called).toEqual(['first over', 'third over']);
  add('late');
  expect(called).toEqual(['first over', 'third over', 'late over']);
});

test('a listener that removes another one, or adds one, while all are called', () => {
  const abort = new AbortController();
  const called: string[] = [];
  onAbort(abort.signal, () => onAbort(abort.signal, () => called.push('added')));
  abort.abort();
  expect(called).toEqual(['added']);
});

test('a signal gets one listener, however many fetches it has', () => {
  const { signal } = new AbortController();
  const all = Array.from({ length: 20 }, () => onAbort(signal, () => undefined));
  expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  all.forEach((remove) => remove());
  onAbort(signal, () => undefined);
  expect(getEventListeners(signal, 'abort')).toHaveLength(1);
});
