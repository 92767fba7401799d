import type { HttpSetup } from 'osd/core/public';
import { createUiSettings } from './ui_settings';

const RANGES = [{ from: 'now/d', to: 'now/d', display: 'Today' }];
const DEFAULTS = { dateFormat: 'MMM D', 'timepicker:quickRanges': RANGES };

/** Only `change` talks HTTP, which these tests do not. */
const settings = (saved: Record<string, unknown> = {}) => {
  const http: Pick<HttpSetup, 'post'> = {
    post: () => {
      throw new Error('nothing is changed here');
    },
  };
  return createUiSettings(http, DEFAULTS, saved);
};

test('a default is told as it is, a JSON setting of a person from its text', () => {
  expect(settings().get('timepicker:quickRanges')).toEqual(RANGES);
  expect(settings({ 'timepicker:quickRanges': '[]' }).get('timepicker:quickRanges')).toEqual([]);
  expect(settings({ dateFormat: 'HH:mm' }).get('dateFormat')).toBe('HH:mm');
});

test('a default given to get replaces the host’s own, and breaks on a JSON setting unless it is text', () => {
  expect(settings().get('dateFormat', 'YYYY')).toBe('YYYY');
  expect(() => settings().get('timepicker:quickRanges', [])).toThrow(SyntaxError);
});

test('an unknown key throws without a default', () => {
  expect(settings().isDeclared('unknown')).toBe(false);
  expect(settings().get('unknown', 1)).toBe(1);
  expect(() => settings().get('unknown')).toThrow('unknown');
});
