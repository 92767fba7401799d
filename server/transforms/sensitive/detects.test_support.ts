/**
 * Says by example what a detector finds and what it passes over. What has to be found stands between « and »; tokens
 * are put together here, so that no scanner of repositories takes an example for one that works.
 */
import { findSensitive } from './find_sensitive';

const found = (kind: string, text: string): string[] =>
  findSensitive(text)
    .filter((match) => match.kind === kind)
    .map(({ start, end }) => text.slice(start, end));

export function detects(kind: string, ...marked: readonly string[]): void {
  test.each(marked)(`${kind}: %s`, (text) => {
    const expected = [...text.matchAll(/«([^»]*)»/g)].map(([, inside]) => inside);
    expect(expected).not.toEqual([]);
    expect(found(kind, text.replace(/[«»]/g, ''))).toEqual(expected);
  });
}

export function passesOver(kind: string, ...texts: readonly string[]): void {
  test.each(texts)(`no ${kind}: %s`, (text) => expect(found(kind, text)).toEqual([]));
}
