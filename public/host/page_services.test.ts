import type { CoreStart } from 'osd/core/public';
import { timeZoneOf } from './page_services';

const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
const settings = (value: unknown, declared = true) =>
  ({
    isDeclared: () => declared,
    get: (_key: string, ...defaults: unknown[]) => {
      // The host would let a default replace its own.
      expect(defaults).toEqual([]);
      return value;
    },
  }) as Partial<CoreStart['uiSettings']> as CoreStart['uiSettings'];

test.each([
  ['Asia/Tokyo', 'Asia/Tokyo'],
  ['Browser', here],
  ['Mars/Olympus', here],
  ['', here],
  [null, here],
])('the setting %p shows times of %s', (value, zone) => {
  expect(timeZoneOf(settings(value))).toBe(zone);
});

test('a host without the setting shows the zone of the browser', () => {
  expect(timeZoneOf(settings(undefined, false))).toBe(here);
});
