/**
 * The models of the estate: which body they speak, how fast they are, and how many characters of text make a
 * token of theirs. Speeds are typical orders of magnitude, nothing measured.
 */
export type Body =
  | 'anthropic'
  | 'nova'
  | 'llama'
  | 'mistral_text'
  | 'mistral_chat'
  | 'command_r'
  | 'cohere_embed'
  | 'titan_embed'
  | 'deepseek'
  | 'openai'
  | 'jamba'
  | 'anthropic_text'
  | 'titan_text'
  | 'command'
  | 'jurassic'
  | 'writer'
  | 'titan_multimodal'
  | 'cohere_embed_4'
  | 'nova_embed'
  | 'rerank'
  | 'nova_canvas'
  | 'titan_image'
  | 'stability'
  | 'sdxl';

export interface Model {
  /** Id without geography. Of an imported model: its ARN is its only name, and this is empty. */
  readonly baseId: string;
  readonly body: Body;
  readonly firstByteMs: number;
  readonly msPerToken: number;
  readonly charsPerToken: number;
  /** How the body names the model, where it does. */
  readonly nameInBody?: string;
  /** Thinks aloud before it answers. */
  readonly reasons?: boolean;
}

const model = (
  baseId: string,
  body: Body,
  firstByteMs: number,
  msPerToken: number,
  charsPerToken = 4.1,
  nameInBody?: string,
): Model => ({
  baseId,
  body,
  firstByteMs,
  msPerToken,
  charsPerToken,
  ...(nameInBody !== undefined && { nameInBody }),
});

export const MODELS = {
  opus: model('anthropic.claude-opus-4-8', 'anthropic', 1500, 19, 3.8, 'claude-opus-4-8'),
  sonnet46: model('anthropic.claude-sonnet-4-6', 'anthropic', 950, 13, 3.8, 'claude-sonnet-4-6'),
  sonnet45: model(
    'anthropic.claude-sonnet-4-5-20250929-v1:0',
    'anthropic',
    1050,
    14,
    3.8,
    'claude-sonnet-4-5-20250929',
  ),
  haiku45: {
    ...model(
      'anthropic.claude-haiku-4-5-20251001-v1:0',
      'anthropic',
      480,
      7,
      3.8,
      'claude-haiku-4-5-20251001',
    ),
    reasons: true,
  },
  novaMicro: model('amazon.nova-micro-v1:0', 'nova', 240, 4.2, 4.4),
  novaLite: model('amazon.nova-lite-v1:0', 'nova', 310, 5.5, 4.4),
  novaPro: model('amazon.nova-pro-v1:0', 'nova', 520, 8.5, 4.4),
  llama: model('meta.llama3-3-70b-instruct-v1:0', 'llama', 420, 10, 4.3),
  mistralLarge: model('mistral.mistral-large-2402-v1:0', 'mistral_text', 600, 24, 4),
  pixtral: model('mistral.pixtral-large-2502-v1:0', 'mistral_chat', 700, 18, 4),
  commandR: model('cohere.command-r-v1:0', 'command_r', 450, 13, 4.2),
  cohereEmbed: model('cohere.embed-multilingual-v3', 'cohere_embed', 90, 0, 4),
  titanEmbed: model('amazon.titan-embed-text-v2:0', 'titan_embed', 60, 0, 4.5),
  deepseek: model('deepseek.r1-v1:0', 'deepseek', 900, 22, 4),
  gptOss: {
    ...model('openai.gpt-oss-120b-1:0', 'openai', 380, 6, 4.2, 'openai.gpt-oss-120b-1:0'),
    reasons: true,
  },
  qwenCoder: model('qwen.qwen3-coder-30b-a3b-v1:0', 'openai', 350, 7, 3.9, 'qwen.qwen3-coder-30b-a3b-v1:0'),
  jamba: model('ai21.jamba-1-5-large-v1:0', 'jamba', 800, 17, 4.4),
  novaCanvas: model('amazon.nova-canvas-v1:0', 'nova_canvas', 9500, 0),
  stableImage: model('stability.stable-image-core-v1:1', 'stability', 6200, 0),
  titanText: model('amazon.titan-text-express-v1', 'titan_text', 700, 22, 4.5),
  claude2: model('anthropic.claude-v2:1', 'anthropic_text', 1400, 30, 3.9),
  command: model('cohere.command-text-v14', 'command', 800, 26, 4.2),
  jurassic: model('ai21.j2-ultra-v1', 'jurassic', 1100, 34, 4.6),
  palmyra: model('writer.palmyra-x5-v1:0', 'writer', 650, 9, 4.2),
  titanMultimodal: model('amazon.titan-embed-image-v1', 'titan_multimodal', 120, 0, 4.5),
  cohereEmbed4: model('cohere.embed-v4:0', 'cohere_embed_4', 90, 0, 4),
  novaEmbed: model('amazon.nova-2-multimodal-embeddings-v1:0', 'nova_embed', 110, 0, 4.5),
  cohereRerank: model('cohere.rerank-v3-5:0', 'rerank', 180, 0),
  amazonRerank: model('amazon.rerank-v1:0', 'rerank', 150, 0),
  titanImage: model('amazon.titan-image-generator-v2:0', 'titan_image', 7000, 0),
  stableDiffusion: model('stability.sd3-5-large-v1:0', 'stability', 8000, 0),
  sdxl: model('stability.stable-diffusion-xl-v1', 'sdxl', 5000, 0),
  imported: model('', 'llama', 2400, 28, 4.3),
} satisfies Record<string, Model>;
