/** Engineers and researchers: reviews, editors, experiments, and the agent that runs away. Peaks are calls an hour. */
import type { Application } from './application';
import { role, use } from './phrases';

const ACCOUNT = '777788889999';

/** The one that runs away (incident.ts). */
export const RELEASE_AGENT = 'release-agent';

export const ENGINEERING_APPLICATIONS: readonly Application[] = [
  {
    name: 'code-review',
    team: 'developer-experience',
    costCenter: 'CC-8100',
    accountId: ACCOUNT,
    region: 'us-east-1',
    scenario: 'code_review',
    callers: [role('CodeReviewRole', 'review-bot')],
    models: [
      use('global.anthropic.claude-opus-4-8', 'opus', 'ConverseStream', 2),
      use('us.anthropic.claude-sonnet-4-6', 'sonnet46', 'ConverseStream', 3),
    ],
    rhythm: { peak: 52, night: 0.08, weekend: 0.12, zone: 0 },
    errorRate: 0.014,
    parameters: { temperature: 0.1, topP: 0.95, maxTokens: 2000 },
    attributed: true,
  },
  {
    name: RELEASE_AGENT,
    team: 'developer-experience',
    costCenter: 'CC-8110',
    accountId: ACCOUNT,
    region: 'us-east-1',
    scenario: 'release',
    callers: [role('ReleaseAgentRole', 'release-agent-7')],
    models: [use('us.anthropic.claude-sonnet-4-6', 'sonnet46', 'Converse')],
    rhythm: { peak: 20, night: 0.1, weekend: 0.15, zone: 0 },
    errorRate: 0.01,
    parameters: { temperature: 0, topP: 0.9, maxTokens: 1500 },
    attributed: true,
  },
  {
    name: 'ide-plugin',
    team: 'developer-experience',
    costCenter: 'CC-8120',
    accountId: ACCOUNT,
    region: 'us-east-1',
    scenario: 'coding',
    callers: [{ kind: 'user', name: 'BedrockAPIKey-x7k2' }],
    models: [
      use('openai.gpt-oss-120b-1:0', 'gptOss', 'InvokeModel', 3),
      use('openai.gpt-oss-120b-1:0', 'gptOss', 'InvokeModelWithResponseStream', 1),
      use('qwen.qwen3-coder-30b-a3b-v1:0', 'qwenCoder', 'InvokeModel', 3),
    ],
    rhythm: { peak: 48, night: 0.12, weekend: 0.2, zone: 5 },
    errorRate: 0.02,
    parameters: { temperature: 0.2, topP: 0.95, maxTokens: 900 },
    attributed: false,
  },
  {
    name: 'prompt-lab',
    team: 'research',
    costCenter: 'CC-8900',
    accountId: ACCOUNT,
    region: 'us-east-1',
    scenario: 'lab',
    callers: [role('ResearcherRole', 'mara.lindqvist', 'tobias.okafor', 'yuki.brandt')],
    models: [
      use('mistral.mistral-large-2402-v1:0', 'mistralLarge', 'InvokeModel', 3),
      use('us.mistral.pixtral-large-2502-v1:0', 'pixtral', 'InvokeModel', 2),
      use('ai21.jamba-1-5-large-v1:0', 'jamba', 'InvokeModel', 3),
      use(`arn:aws:bedrock:us-east-1:${ACCOUNT}:imported-model/p3w8r5c2n7ka`, 'imported', 'InvokeModel', 1),
      use('anthropic.claude-haiku-4-5-20251001-v1:0', 'haiku45', 'Converse', 2),
    ],
    rhythm: { peak: 30, night: 0.06, weekend: 0.25, zone: 1 },
    errorRate: 0.035,
    parameters: { temperature: 0.7, topP: 0.95, maxTokens: 600 },
    attributed: false,
  },
];
