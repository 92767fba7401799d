import fc from 'fast-check';
import { parseEventTime } from './timestamp';

test('the usual way of writing a time says the same as any other', () => {
  const second = fc.date({
    min: new Date('1970-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(second, (date) => {
      const bare = date.toISOString().slice(0, 19);
      const usual = parseEventTime(`${bare}Z`);
      expect(usual).toEqual({ epoch: Date.parse(`${bare}Z`), iso: `${bare}.000Z`, day: bare.slice(0, 10) });
      for (const other of [bare, `${bare}z`, `${bare}.000Z`, `${bare}+00:00`, bare.replace('T', ' ')])
        expect(parseEventTime(other)).toEqual(usual);
    }),
  );
});

test.each([
  '2026-02-30T00:00:00Z',
  '2025-02-29T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-04-19T24:00:00Z',
  '2026-04-19T12:60:00Z',
  '2026-04-19T12:00:60Z',
  'Sun Apr 19 2026 1:0Z',
  '2026-04-19',
  '',
])('%p is no time that exists', (text) => {
  expect(parseEventTime(text)).toBeUndefined();
});

test('digits finer than milliseconds are kept, offsets are not', () => {
  expect(parseEventTime('2026-04-19T13:28:51.123456789+02:00')).toEqual({
    epoch: Date.parse('2026-04-19T11:28:51.123Z'),
    iso: '2026-04-19T11:28:51.123456789Z',
    day: '2026-04-19',
  });
});
