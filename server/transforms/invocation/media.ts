/**
 * Takes what nobody can read or search out of a body before it is stored: base64 media become their type, size
 * and hash, embedding vectors their number of dimensions. Changes the body in place: it was parsed for us alone.
 */
import { createHash } from 'node:crypto';
import { asObject, asText, type Json, type JsonObject } from '../../../common/documents/json';

/** Keys under which the vendors' formats carry base64, as a string or a list of strings. Elsewhere they may be words. */
const MEDIA_KEYS: ReadonlySet<string> = new Set([
  'bytes',
  'data',
  'base64',
  'images',
  'image',
  'inputImage',
  'maskImage',
  'init_image',
  'mask_image',
  'control_image',
  'referenceImage',
  'conditionImage',
  'outputImage',
  'audio',
  'video',
]);

/** First characters of common media in base64: they tell media anywhere, under whatever key. */
const SIGNATURES: readonly (readonly [string, string])[] = [
  ['iVBOR', 'image/png'],
  ['/9j/', 'image/jpeg'],
  ['R0lGOD', 'image/gif'],
  ['UklGR', 'image/webp'],
  ['JVBERi0', 'application/pdf'],
  ['UEsDB', 'application/zip'],
  ['SUQz', 'audio/mpeg'],
  ['T2dnUw', 'audio/ogg'],
];

/** Tells at a glance that a text has none of them, as most texts do. */
const SIGNED = new RegExp(`^(?:${SIGNATURES.map(([signature]) => signature).join('|')})`);

const FORMATS: ReadonlyMap<string, string> = new Map([
  ['png', 'image/png'],
  ['jpeg', 'image/jpeg'],
  ['jpg', 'image/jpeg'],
  ['gif', 'image/gif'],
  ['webp', 'image/webp'],
  ['pdf', 'application/pdf'],
  ['mp4', 'video/mp4'],
  ['mov', 'video/quicktime'],
  ['webm', 'video/webm'],
  ['mp3', 'audio/mpeg'],
  ['wav', 'audio/wav'],
]);

const UNKNOWN_TYPE = 'application/octet-stream';
const DATA_URI = /^data:([\w.+-]+\/[\w.+-]+)?(?:;[\w=.+-]+)*;base64,/;
const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;
/** A signature is a few letters, and many a word is valid base64: elsewhere only long strings can be media. */
const MIN_LENGTH = 64;
/** Numbers outside an embedding are a vector only when there are more than any list of options would hold. */
const MIN_BARE_VECTOR = 64;
/** Deeper than any vendor's format; keeps hostile nesting off the stack. */
const MAX_DEPTH = 100;

/** `media_type`, `mediaType` or `format` of an object, as a media type. */
function typeIn(object: JsonObject): string | undefined {
  const named = asText(object.media_type) ?? asText(object.mediaType);
  if (named !== undefined) return named;
  const format = asText(object.format);
  return format === undefined ? undefined : FORMATS.get(format.toLowerCase());
}

function describe(base64: string, mediaType: string): JsonObject {
  const bytes = Buffer.from(base64, 'base64');
  return {
    media_type: mediaType,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}

/** An object on the way to a value: what stands around a string decides whether it is media. */
interface Holder {
  readonly object: JsonObject;
  /** Under which the object stands. */
  readonly key: string;
  readonly depth: number;
  readonly inEmbedding: boolean;
  readonly above: Holder | undefined;
}

/** The nearest type or format above the value. */
function mediaTypeIn(holder: Holder): string | undefined {
  for (let at: Holder | undefined = holder; at; at = at.above) {
    const type = typeIn(at.object);
    if (type !== undefined) return type;
  }
  return undefined;
}

/** What stands for the text, or undefined when it is no media. */
function replacementOf(text: string, key: string, holder: Holder): JsonObject | undefined {
  if (text.startsWith('data:')) {
    const uri = DATA_URI.exec(text);
    return uri ? describe(text.slice(uri[0].length), uri[1] ?? UNKNOWN_TYPE) : undefined;
  }
  const certain = isCertain(key, holder);
  const expected = certain || MEDIA_KEYS.has(key) || isEmbedding(key, holder);
  const long = text.length >= MIN_LENGTH;
  if (!expected && !long) return undefined;
  const signed = SIGNED.test(text)
    ? SIGNATURES.find(([signature]) => text.startsWith(signature))?.[1]
    : undefined;
  const media = certain || (expected ? long || signed !== undefined : signed !== undefined);
  if (!media || !BASE64.test(text)) return undefined;
  return describe(text, mediaTypeIn(holder) ?? signed ?? UNKNOWN_TYPE);
}

const isVector = (value: readonly Json[]): boolean =>
  value.length > 0 && value.every((item) => typeof item === 'number');

const EMBEDDING_KEYS: ReadonlySet<string> = new Set(['embedding', 'embeddings', 'embeddingsByType']);

const isEmbedding = (key: string, holder: Holder): boolean => holder.inEmbedding || EMBEDDING_KEYS.has(key);

/** Positions that hold base64 and nothing else: a source's bytes, and what says of itself that it is base64. */
const isCertain = (key: string, holder: Holder): boolean =>
  (key === 'bytes' && holder.key === 'source') ||
  (key === 'data' && holder.object.type === 'base64') ||
  key === 'base64' ||
  (holder.depth === 0 && MEDIA_KEYS.has(key));

class Replacer {
  replaced = false;

  visit(value: Json, key: string, holder: Holder, depth: number): Json {
    if (typeof value === 'string') return value === '' ? value : this.text(value, key, holder);
    if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return value;
    if (Array.isArray(value)) return this.array(value, key, holder, depth);
    this.object({ object: value, key, depth, inEmbedding: isEmbedding(key, holder), above: holder });
    return value;
  }

  items(list: Json[], key: string, holder: Holder, depth: number): void {
    for (let index = 0; index < list.length; index += 1) {
      const item = list[index] ?? null;
      const visited = this.visit(item, key, holder, depth);
      if (visited !== item) list[index] = visited;
    }
  }

  private object(holder: Holder): void {
    const { object } = holder;
    // A parsed object has no keys but its own; `in` walks them without a list.
    for (const key in object) {
      // A document of plain text has its text where others have base64.
      if (key === 'data' && object.type === 'text') continue;
      const value = object[key];
      if (typeof value === 'string') {
        // Most of a body is short words and prose; neither needs more than a look.
        if (value.length < MIN_LENGTH && !MEDIA_KEYS.has(key) && !value.startsWith('data:')) continue;
      } else if (typeof value !== 'object' || value === null) {
        continue;
      }
      const visited = this.visit(value, key, holder, holder.depth + 1);
      if (visited !== value) object[key] = visited;
    }
  }

  private text(value: string, key: string, holder: Holder): Json {
    const replacement = replacementOf(value, key, holder);
    if (!replacement) return value;
    this.replaced = true;
    return replacement;
  }

  private array(value: Json[], key: string, holder: Holder, depth: number): Json {
    if ((value.length >= MIN_BARE_VECTOR || isEmbedding(key, holder)) && isVector(value)) {
      this.replaced = true;
      return { dimensions: value.length };
    }
    this.items(value, key, holder, depth + 1);
    return value;
  }
}

/** Stands around a body, so that what is in it has a holder, too. */
const OUTSIDE: Holder = { object: {}, key: '', depth: -1, inEmbedding: false, above: undefined };

/**
 * Replaces media and vectors anywhere inside a body; one that is itself a single string is left to its size limit.
 * @returns whether anything was replaced
 */
export function replaceMedia(body: Json): boolean {
  const replacer = new Replacer();
  // The chunks of a stream are each a body of their own.
  if (Array.isArray(body)) replacer.items(body, '', OUTSIDE, 0);
  else if (asObject(body)) replacer.visit(body, '', OUTSIDE, 0);
  return replacer.replaced;
}
