/** Which writer speaks for a call: Converse for its two operations, otherwise the one of the model's family. */
import type { Call } from '../call';
import type { Body } from '../estate/models';
import { anthropic } from './anthropic';
import type { BodyWriter } from './body';
import { commandR } from './command_r';
import { converse } from './converse';
import { deepseek } from './deepseek';
import { cohereEmbed, titanEmbed } from './embeddings';
import { novaCanvas, stability } from './images';
import { jamba } from './jamba';
import { llama } from './llama';
import { mistralChat, mistralText } from './mistral';
import { nova } from './nova';
import { openai } from './openai';

const WRITERS: Readonly<Record<Body, BodyWriter>> = {
  anthropic,
  nova,
  llama,
  mistral_text: mistralText,
  mistral_chat: mistralChat,
  command_r: commandR,
  cohere_embed: cohereEmbed,
  titan_embed: titanEmbed,
  deepseek,
  openai,
  jamba,
  nova_canvas: novaCanvas,
  stability,
};

export const writerOf = ({ use }: Call): BodyWriter =>
  use.operation === 'Converse' || use.operation === 'ConverseStream' ? converse : WRITERS[use.model.body];
