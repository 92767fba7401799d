import * as fc from 'fast-check';
import { childrenOf, readXml, textOf, type XmlElement } from './read_xml';
import { element } from './xml';

test('reads elements, text and entities; passes over the declaration and attributes', () => {
  const root = readXml(
    '<?xml version="1.0"?>\n<a xmlns="x"><b>1 &amp; &#x32;&lt;</b><c/><b kind=\'k\'>3</b>\n</a>',
  );
  expect(root?.name).toBe('a');
  expect(childrenOf(root as XmlElement, 'b').map(({ text }) => text)).toEqual(['1 & 2<', '3']);
  expect(textOf(root as XmlElement, 'c')).toBe('');
  expect(textOf(root as XmlElement, 'd')).toBeUndefined();
});

test.each(['', 'text', '<a>', '<a></b>', '</a>', '<a/><b/>', '<a><</a>', '<!DOCTYPE a><a/>'])(
  'refuses %p',
  (text) => {
    expect(readXml(text)).toBeUndefined();
  },
);

test('reads back any text that was written', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(readXml(element('a', text))?.text).toBe(text);
    }),
  );
});
