/**
 * Which reader reads a body: by operation, then by vendor and family, then by shape, since an opaque ARN names neither.
 * Adding a reader is one line in `READERS`. A body no reader knows, or one a reader fails on, never costs the
 * record: the answer says so and the conversation is empty.
 */
import type { Maybe } from '../documents/json';
import { amazonImages } from './amazon_images';
import { anthropicMessagesReader } from './anthropic_messages';
import { anthropicText } from './anthropic_text';
import { CHAT_READERS } from './chat_readers';
import { command } from './command';
import { commandR } from './command_r';
import { EMPTY_CONVERSATION, type Bodies, type BodyReader, type Conversation } from './conversation';
import { converse } from './converse';
import { embeddings } from './embeddings';
import { jurassic } from './jurassic';
import { llama } from './llama';
import { mistralText } from './mistral_text';
import { nova } from './nova';
import { novaEmbeddings } from './nova_embeddings';
import { rerank } from './rerank';
import { stabilityImages } from './stability_images';
import { textCompletion } from './text_completion';
import { titanText } from './titan_text';

/** In the order in which shapes are tried: those that cannot be mistaken first. */
export const READERS: readonly BodyReader[] = [
  anthropicMessagesReader,
  nova,
  converse,
  novaEmbeddings,
  embeddings,
  amazonImages,
  stabilityImages,
  rerank,
  titanText,
  anthropicText,
  llama,
  commandR,
  command,
  jurassic,
  mistralText,
  ...CHAT_READERS,
  textCompletion,
];

export interface ReadBodies {
  /** Name of the reader; `unknown` when none fits, `failed` when one threw; absent when there was no body. */
  readonly reader?: string;
  readonly conversation: Conversation;
}

export interface BodySource {
  readonly operation: string | undefined;
  readonly vendor: string | undefined;
  /** As `common/models` tells it from the id. */
  readonly family?: string;
}

const isBody = (value: Maybe): boolean => typeof value === 'object' && value !== null;

const isOf = ({ vendors, families }: BodyReader, vendor: string, family: string | undefined): boolean =>
  vendors.includes(vendor) && (family === undefined || (families?.test(family) ?? true));

function choose({ operation, vendor, family }: BodySource, bodies: Bodies): BodyReader | undefined {
  return (
    READERS.find(({ operations }) => operation !== undefined && operations?.includes(operation)) ??
    READERS.find((reader) => vendor !== undefined && isOf(reader, vendor, family) && reader.fits(bodies)) ??
    READERS.find((reader) => reader.fits(bodies))
  );
}

/** Never throws. */
export function readBodies(source: BodySource, bodies: Bodies): ReadBodies {
  if (bodies.request === undefined && bodies.response === undefined)
    return { conversation: EMPTY_CONVERSATION };
  if (!isBody(bodies.request) && !isBody(bodies.response)) {
    return { reader: 'unknown', conversation: EMPTY_CONVERSATION };
  }
  try {
    const reader = choose(source, bodies);
    if (!reader) return { reader: 'unknown', conversation: EMPTY_CONVERSATION };
    return { reader: reader.name, conversation: reader.read(bodies) };
  } catch {
    // A bug in a reader, or nesting deeper than the stack: reported as `failed` and counted, the record lives on.
    return { reader: 'failed', conversation: EMPTY_CONVERSATION };
  }
}
