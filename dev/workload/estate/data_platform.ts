/** Analytics, contracts and the knowledge index: notebooks, desks and nightly jobs. Peaks are calls an hour. */
import type { Application } from './application';
import { OFFICE, role, use } from './phrases';

const ACCOUNT = '444455556666';

export const DATA_APPLICATIONS: readonly Application[] = [
  {
    name: 'sql-analyst',
    team: 'analytics',
    costCenter: 'CC-6300',
    accountId: ACCOUNT,
    region: 'us-west-2',
    scenario: 'sql',
    callers: [role('SqlAnalystRole', 'analyst-notebooks', 'analyst-dashboard')],
    models: [
      use(
        `arn:aws:bedrock:us-west-2:${ACCOUNT}:application-inference-profile/k7d2m9q4x1zp`,
        'sonnet45',
        'InvokeModelWithResponseStream',
        3,
      ),
      // Deleted since: of its calls, only the body says which model they went to.
      use(
        `arn:aws:bedrock:us-west-2:${ACCOUNT}:application-inference-profile/a2x7y4u9e1rm`,
        'sonnet45',
        'InvokeModel',
        1,
      ),
    ],
    rhythm: { peak: 55, night: 0.05, weekend: 0.12, zone: -8 },
    errorRate: 0.015,
    parameters: { temperature: 0, topP: 0.95, maxTokens: 1200 },
    cache: '1h',
    attributed: true,
  },
  {
    name: 'contract-summaries',
    team: 'legal',
    costCenter: 'CC-6700',
    accountId: ACCOUNT,
    region: 'eu-central-1',
    scenario: 'contracts',
    callers: [role('ContractSummariesRole', 'contracts-desk')],
    models: [
      use('eu.anthropic.claude-sonnet-4-5-20250929-v1:0', 'sonnet45', 'InvokeModel', 3),
      use(
        'arn:aws:bedrock:eu-central-1::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0',
        'haiku45',
        'InvokeModelWithResponseStream',
        2,
      ),
    ],
    rhythm: { peak: 22, ...OFFICE, zone: 1 },
    errorRate: 0.015,
    parameters: { temperature: 0.2, topP: 0.9, maxTokens: 1500 },
    guardrail: { id: 'gr9c4t7h1b8y', version: '1', trace: true, blocked: 0.03, masked: 0.02, detected: 0 },
    attributed: true,
  },
  {
    name: 'knowledge-index',
    team: 'knowledge',
    costCenter: 'CC-6400',
    accountId: ACCOUNT,
    region: 'us-west-2',
    scenario: 'articles',
    callers: [role('AmazonBedrockExecutionRoleForKnowledgeBase_h4v2k', 'BedrockKnowledgeBase-ingest')],
    models: [use('cohere.embed-multilingual-v3', 'cohereEmbed', 'InvokeModel')],
    rhythm: { peak: 14, night: 0.5, weekend: 0.6, zone: -8, batch: { hour: 9, calls: 160 } },
    errorRate: 0.01,
    parameters: { temperature: 0, topP: 1, maxTokens: 0 },
    attributed: false,
  },
  {
    name: 'demand-forecast',
    team: 'analytics',
    costCenter: 'CC-6310',
    accountId: ACCOUNT,
    region: 'us-west-2',
    scenario: 'forecast',
    callers: [role('DemandForecastRole', 'forecast-nightly', 'forecast-adhoc')],
    models: [
      use('us.meta.llama3-3-70b-instruct-v1:0', 'llama', 'InvokeModel', 3),
      use('us.meta.llama3-3-70b-instruct-v1:0', 'llama', 'InvokeModelWithResponseStream', 1),
      use('us.deepseek.r1-v1:0', 'deepseek', 'InvokeModel', 2),
    ],
    rhythm: { peak: 26, night: 0.08, weekend: 0.2, zone: -8, batch: { hour: 11, calls: 80 } },
    errorRate: 0.012,
    parameters: { temperature: 0.4, topP: 0.9, maxTokens: 700 },
    attributed: true,
  },
  {
    name: 'complaint-digest',
    team: 'customer-care',
    costCenter: 'CC-4130',
    accountId: ACCOUNT,
    region: 'eu-central-1',
    scenario: 'digest',
    callers: [role('ComplaintDigestRole', 'digest-hourly')],
    models: [
      use('cohere.command-r-v1:0', 'commandR', 'InvokeModel', 2),
      use(
        `arn:aws:bedrock:eu-central-1:${ACCOUNT}:application-inference-profile/c5n8v2b6h3wd`,
        'commandR',
        'InvokeModel',
        1,
      ),
    ],
    rhythm: { peak: 14, night: 0.4, weekend: 0.5, zone: 1 },
    errorRate: 0.01,
    parameters: { temperature: 0.3, topP: 0.75, maxTokens: 500 },
    attributed: true,
  },
];
