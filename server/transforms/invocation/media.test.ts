/** Where the vendors' formats carry base64: ImageSource, Anthropic's source, OpenAI's data URI, Titan's images. */
import { createHash } from 'node:crypto';
import type { Json } from '../../../common/documents/json';
import { replaceMedia } from './media';

const PNG = 'iVBORw0KGgo=';
const described = (base64: string, media_type: string) => {
  const bytes = Buffer.from(base64, 'base64');
  return { media_type, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
};

test.each<[string, Json, Json]>([
  [
    'Converse',
    { image: { format: 'png', source: { bytes: PNG } } },
    { image: { format: 'png', source: { bytes: described(PNG, 'image/png') } } },
  ],
  [
    'Converse document',
    { document: { format: 'pdf', name: 'n', source: { bytes: 'JVBERi0=' } } },
    { document: { format: 'pdf', name: 'n', source: { bytes: described('JVBERi0=', 'application/pdf') } } },
  ],
  [
    'Anthropic',
    { source: { type: 'base64', media_type: 'image/gif', data: 'aGk=' } },
    { source: { type: 'base64', media_type: 'image/gif', data: described('aGk=', 'image/gif') } },
  ],
  [
    'OpenAI',
    { image_url: { url: `data:image/png;base64,${PNG}` } },
    { image_url: { url: described(PNG, 'image/png') } },
  ],
  [
    'images of an answer',
    { images: ['aGk=', '/9j/4AAQ'] },
    { images: [described('aGk=', 'application/octet-stream'), described('/9j/4AAQ', 'image/jpeg')] },
  ],
  [
    'SDXL',
    { artifacts: [{ base64: 'aGk=' }] },
    { artifacts: [{ base64: described('aGk=', 'application/octet-stream') }] },
  ],
  ['a vector', { embedding: [0.1, 0.2] }, { embedding: { dimensions: 2 } }],
  ['vectors by type', { embeddings: { float: [[1, 2, 3]] } }, { embeddings: { float: [{ dimensions: 3 }] } }],
  [
    'a stream of bodies',
    [{ images: ['aGk='] }, 'text'],
    [{ images: [described('aGk=', 'application/octet-stream')] }, 'text'],
  ],
])('%s', (_name, body, expected) => {
  replaceMedia(body);
  expect(body).toEqual(expected);
});

test('long base64 is told by its first letters under any key', () => {
  const base64 = `iVBORw0KGgo${'A'.repeat(100)}`;
  const body = { nested: { odd: base64 } };
  expect(replaceMedia(body)).toBe(true);
  expect(body).toEqual({ nested: { odd: described(base64, 'image/png') } });
});

test.each<[string, Json]>([
  ['words that happen to be base64', { input: { data: 'Rome', image: 'cats', video: 'abcd' } }],
  ['a plain text document', { source: { type: 'text', media_type: 'text/plain', data: 'x'.repeat(500) } }],
  ['long text', { text: 'a'.repeat(5000), prompt: 'b'.repeat(5000) }],
  ['a short list of numbers', { sizes: [1, 2, 3] }],
  ['a link', { url: 'https://example.com/a.png' }],
  ['a signature of reasoning', { signature: 'Qk'.repeat(400) }],
])('left alone: %s', (_name, body) => {
  const before = JSON.stringify(body);
  expect(replaceMedia(body)).toBe(false);
  expect(JSON.stringify(body)).toBe(before);
});
