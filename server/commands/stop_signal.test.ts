import { EventEmitter } from 'node:events';
import { stopSignal } from './stop_signal';

test('the first request is taken, a second one is left to the system', () => {
  const source = new EventEmitter();
  const signal = stopSignal(source);
  expect(signal.aborted).toBe(false);
  source.emit('SIGTERM');
  expect(signal.aborted).toBe(true);
  expect([source.listenerCount('SIGTERM'), source.listenerCount('SIGINT')]).toEqual([0, 0]);
});
