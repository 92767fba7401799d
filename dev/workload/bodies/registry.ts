/** Which writer speaks for a call: Converse for its two operations, otherwise the one of the model's family. */
import type { Call } from '../call';
import type { Body } from '../estate/models';
import { anthropic } from './anthropic';
import { anthropicText } from './anthropic_text';
import type { BodyWriter } from './body';
import { command } from './command';
import { commandR } from './command_r';
import { converse } from './converse';
import { deepseek } from './deepseek';
import { cohereEmbed, cohereEmbed4, novaEmbed, titanEmbed, titanMultimodal } from './embeddings';
import { amazonImages, sdxl, stability } from './images';
import { jamba } from './jamba';
import { jurassic } from './jurassic';
import { llama } from './llama';
import { mistralChat, mistralText } from './mistral';
import { nova } from './nova';
import { openai } from './openai';
import { rerank } from './rerank';
import { titanText } from './titan_text';
import { writer } from './writer';

const WRITERS: Readonly<Record<Body, BodyWriter>> = {
  anthropic,
  anthropic_text: anthropicText,
  nova,
  llama,
  mistral_text: mistralText,
  mistral_chat: mistralChat,
  command,
  command_r: commandR,
  cohere_embed: cohereEmbed,
  cohere_embed_4: cohereEmbed4,
  titan_embed: titanEmbed,
  titan_multimodal: titanMultimodal,
  titan_text: titanText,
  nova_embed: novaEmbed,
  deepseek,
  openai,
  jamba,
  jurassic,
  writer,
  rerank,
  nova_canvas: amazonImages,
  titan_image: amazonImages,
  stability,
  sdxl,
};

export const writerOf = ({ use }: Call): BodyWriter =>
  use.operation === 'Converse' || use.operation === 'ConverseStream' ? converse : WRITERS[use.model.body];
