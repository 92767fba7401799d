/**
 * What the company runs beside plain model calls: agents, knowledge bases, projects of the mantle endpoint, runtimes of
 * AgentCore. CloudWatch measures them; they leave no invocation logs, so everything else of the estate is as if they
 * were not there.
 */

interface Managed {
  readonly accountId: string;
  readonly region: string;
  /** In an hour of a working day; at night and on weekends a tenth of it. */
  readonly perHour: number;
}

export interface Agent extends Managed {
  readonly kind: 'agent';
  readonly aliasArn: string;
  readonly modelIds: readonly string[];
}

export interface KnowledgeBase extends Managed {
  readonly kind: 'knowledge_base';
  readonly id: string;
  readonly operation: 'Retrieve' | 'AgenticRetrieveStream';
}

export interface MantleProject extends Managed {
  readonly kind: 'mantle';
  readonly project: string;
  readonly models: readonly string[];
}

export interface AgentRuntime extends Managed {
  readonly kind: 'agentcore';
  readonly resource: string;
  /** `<agent>::<endpoint>`. */
  readonly name: string;
}

export type ManagedThing = Agent | KnowledgeBase | MantleProject | AgentRuntime;

const PRODUCTION = { accountId: '111122223333', region: 'us-east-1' };
const DATA = { accountId: '444455556666', region: 'eu-central-1' };
const ENGINEERING = { accountId: '777788889999', region: 'us-east-1' };

export const MANAGED: readonly ManagedThing[] = [
  {
    kind: 'agent',
    ...PRODUCTION,
    perHour: 40,
    aliasArn: 'arn:aws:bedrock:us-east-1:111122223333:agent-alias/HGRETURNS1/LIVE000001',
    modelIds: ['anthropic.claude-haiku-4-5-20251001-v1:0', 'anthropic.claude-sonnet-4-5-20250929-v1:0'],
  },
  {
    kind: 'agent',
    ...PRODUCTION,
    perHour: 12,
    aliasArn: 'arn:aws:bedrock:us-east-1:111122223333:agent-alias/HGSUPPLY01/LIVE000002',
    modelIds: ['amazon.nova-pro-v1:0'],
  },
  {
    kind: 'knowledge_base',
    ...PRODUCTION,
    perHour: 60,
    id: 'knowledge-base/KBHELP0001',
    operation: 'Retrieve',
  },
  {
    kind: 'knowledge_base',
    ...DATA,
    perHour: 9,
    id: 'knowledge-base/KBCONTRACT',
    operation: 'AgenticRetrieveStream',
  },
  {
    kind: 'mantle',
    ...ENGINEERING,
    perHour: 50,
    project: 'default',
    models: ['openai.gpt-oss-120b', 'qwen.qwen3-coder-480b-a35b-instruct'],
  },
  { kind: 'mantle', ...ENGINEERING, perHour: 8, project: 'nightly-review', models: ['openai.gpt-oss-120b'] },
  {
    kind: 'agentcore',
    ...ENGINEERING,
    perHour: 15,
    resource: 'arn:aws:bedrock-agentcore:us-east-1:777788889999:runtime/release_notes-Ab12Cd34Ef',
    name: 'release_notes::DEFAULT',
  },
];
