/** What every company has beside its main applications: models of yesterday, trials, and small helpers. Peaks are calls an hour. */
import type { Application } from './application';
import { OFFICE, role, use } from './phrases';

const PRODUCTION = '111122223333';
const DATA_PLATFORM = '444455556666';
const ENGINEERING = '777788889999';

export const LONG_TAIL_APPLICATIONS: readonly Application[] = [
  {
    name: 'wording-archive',
    team: 'brand',
    costCenter: 'CC-7040',
    accountId: ENGINEERING,
    region: 'us-east-1',
    scenario: 'lab',
    callers: [role('WordingArchiveRole', 'archive-nightly', 'archive-cms')],
    models: [
      use('anthropic.claude-v2:1', 'claude2', 'InvokeModel', 2),
      use('amazon.titan-text-express-v1', 'titanText', 'InvokeModel', 2),
      use('cohere.command-text-v14', 'command', 'InvokeModel', 1),
      use('ai21.j2-ultra-v1', 'jurassic', 'InvokeModel', 1),
      use('us.writer.palmyra-x5-v1:0', 'palmyra', 'InvokeModel', 2),
    ],
    rhythm: { peak: 12, ...OFFICE, zone: 1 },
    errorRate: 0.02,
    parameters: { temperature: 0.6, topP: 0.9, maxTokens: 400 },
    attributed: true,
  },
  {
    name: 'shelf-search-trial',
    team: 'search',
    costCenter: 'CC-5350',
    accountId: ENGINEERING,
    region: 'us-east-1',
    scenario: 'catalog',
    callers: [role('ShelfSearchTrialRole', 'trial-a', 'trial-b')],
    models: [
      use('amazon.titan-embed-image-v1', 'titanMultimodal', 'InvokeModel'),
      use('cohere.embed-v4:0', 'cohereEmbed4', 'InvokeModel'),
      use('amazon.nova-2-multimodal-embeddings-v1:0', 'novaEmbed', 'InvokeModel'),
    ],
    rhythm: { peak: 8, ...OFFICE, zone: -6 },
    errorRate: 0.01,
    parameters: { temperature: 0, topP: 1, maxTokens: 0 },
    attributed: true,
  },
  {
    name: 'shelf-search-ranking',
    team: 'search',
    costCenter: 'CC-5350',
    accountId: DATA_PLATFORM,
    region: 'us-west-2',
    scenario: 'relevance',
    callers: [role('ShelfSearchRankingRole', 'ranking-1')],
    models: [
      use('cohere.rerank-v3-5:0', 'cohereRerank', 'InvokeModel', 3),
      use('amazon.rerank-v1:0', 'amazonRerank', 'InvokeModel', 1),
    ],
    rhythm: { peak: 8, ...OFFICE, zone: -6 },
    errorRate: 0.01,
    parameters: { temperature: 0, topP: 1, maxTokens: 0 },
    attributed: true,
  },
  {
    name: 'poster-trial',
    team: 'brand',
    costCenter: 'CC-7000',
    accountId: PRODUCTION,
    region: 'us-east-1',
    scenario: 'imagery',
    callers: [role('PosterTrialRole', 'poster-web')],
    models: [
      use('amazon.titan-image-generator-v2:0', 'titanImage', 'InvokeModel', 2),
      use('stability.sd3-5-large-v1:0', 'stableDiffusion', 'InvokeModel'),
      use('stability.stable-diffusion-xl-v1', 'sdxl', 'InvokeModel'),
    ],
    rhythm: { peak: 5, ...OFFICE, zone: 1 },
    errorRate: 0.02,
    parameters: { temperature: 0, topP: 1, maxTokens: 0 },
    attributed: false,
  },
];
