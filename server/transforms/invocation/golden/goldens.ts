/** All golden records, by family; one of a new reader is a line here. */
import { jamba, jurassic } from './ai21';
import { anthropicMessages } from './anthropic_messages';
import { anthropicText } from './anthropic_text';
import { cohereCommand, cohereCommandR } from './cohere';
import { converse } from './converse';
import { cohereEmbedV3, cohereEmbedV4 } from './cohere_embeddings';
import { novaEmbeddings } from './nova_embeddings';
import { titanEmbeddings, titanMultimodal } from './titan_embeddings';
import type { Golden } from './golden';
import { novaCanvas, titanImage } from './amazon_images';
import { sdxlOne, stableCore, stableDiffusion3, stableUltra } from './stability_images';
import { llama } from './llama';
import { mistralChat, mistralText } from './mistral';
import { nova } from './nova';
import { openAiStyle } from './openai_style';
import { amazonRerank, cohereRerank } from './rerank';
import { deepSeekR1 } from './text_completion';
import { titanText } from './titan_text';
import { writer } from './writer';

export const GOLDENS: readonly Golden[] = [
  converse,
  anthropicMessages,
  anthropicText,
  nova,
  titanText,
  llama,
  mistralText,
  mistralChat,
  cohereCommand,
  cohereCommandR,
  jamba,
  jurassic,
  ...openAiStyle,
  deepSeekR1,
  writer,
  novaCanvas,
  titanImage,
  stableDiffusion3,
  stableCore,
  stableUltra,
  sdxlOne,
  titanEmbeddings,
  titanMultimodal,
  cohereEmbedV3,
  cohereEmbedV4,
  novaEmbeddings,
  cohereRerank,
  amazonRerank,
];
