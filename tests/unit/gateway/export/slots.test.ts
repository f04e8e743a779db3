import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createExportSlots } from '../../../../gateway/export/slots';
import { DEFAULT_LIMITS } from '../../../../gateway/limits';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

function slotsOf(exports: number) {
  const slots = createExportSlots({ ...DEFAULT_LIMITS, exports, exportsPerClient: 2 });
  /** Begins an export of a client. Returns how it ends. */
  const begin = (address: string) => {
    const response = Object.assign(new EventEmitter(), {
      writableFinished: false,
      destroy: () => void response.emit('close'),
    });
    const { setWaiting } = slots.take(address, response as unknown as ServerResponse);
    const end = (writableFinished: boolean) => Object.assign(response, { writableFinished }).emit('close');
    return { finish: () => end(true), leave: () => end(false), setWaiting };
  };
  return { slots, begin };
}

test('four clients that leave their exports unread, again and again, leave a slot for a fifth one', () => {
  const { slots, begin } = slotsOf(4);
  const readers = ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'];
  for (const reader of readers.map(begin)) reader.leave();
  for (let round = 0; round < 3; round++) {
    const held = readers.slice(0, 3).map(begin);
    expect(() => begin(readers[3]!)).toThrow('One more export may begin');
    begin('10.0.0.9').finish();
    for (const reader of held) reader.leave();
    jest.advanceTimersByTime(12_000);
  }
  expect(slots.active).toBe(0);
});

test('after a minute, the client may take the last slot again', () => {
  const { begin } = slotsOf(2);
  begin('10.0.0.1').leave();
  begin('10.0.0.1').finish();
  const one = begin('10.0.0.2');
  expect(() => begin('10.0.0.1')).toThrow('One more export may begin');
  jest.advanceTimersByTime(60_001);
  begin('10.0.0.1').finish();
  one.finish();
});

test('the only slot may be taken by everybody, and a client has a limit of its own', () => {
  const { begin } = slotsOf(1);
  begin('10.0.0.1').leave();
  const held = begin('10.0.0.1');
  expect(() => begin('10.0.0.2')).toThrow('The limit of 1 concurrent exports is reached.');
  held.finish();
  const many = slotsOf(4);
  many.begin('::ffff:10.0.0.1');
  many.begin('10.0.0.1');
  expect(() => many.begin('10.0.0.1')).toThrow('The limit of 2 concurrent exports of one client is reached.');
});

test('clients that never came before and do not read lose their slots to others after two seconds', () => {
  const { slots, begin } = slotsOf(3);
  const [first, second, reading] = ['10.0.0.1', '10.0.0.2', '10.0.0.3'].map(begin);
  second!.setWaiting(true);
  jest.advanceTimersByTime(500);
  first!.setWaiting(true);
  reading!.setWaiting(true);
  reading!.setWaiting(false);
  jest.advanceTimersByTime(1_499);
  expect(() => begin('10.0.0.4')).toThrow('The limit of 3 concurrent exports is reached.');
  jest.advanceTimersByTime(1);
  const fourth = begin('10.0.0.4');
  expect(() => begin('10.0.0.5')).toThrow('The limit of 3 concurrent exports is reached.');
  jest.advanceTimersByTime(500);
  begin('10.0.0.5').finish();
  expect(() => begin('10.0.0.1')).toThrow('One more export may begin, but not of a client');
  fourth.finish();
  reading!.finish();
  expect(slots.active).toBe(0);
});
