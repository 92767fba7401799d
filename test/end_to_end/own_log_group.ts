/**
 * A log group of our own in the AWS under test, written through AWS's own API: what goes wrong in it, and what is
 * counted of it, concerns no other test. It lies in the account of the collector's keys, which has no sample traffic;
 * its calls are newer than the hours that other tests compare, and gone from a given host before the next run.
 */
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { IntegrationDefinition } from '../../common/integrations/definition';
import { SAMPLE_CREDENTIALS } from '../../dev/sample_integrations';
import { sampleCredentials } from '../../dev/sample_estate';
import { COLLECTOR } from '../../dev/workload/estate/accounts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const STREAM = 'aws/bedrock/modelinvocations';
export const OWN_ACCOUNT = COLLECTOR.accountId;
export const OWN_REGION = 'us-east-1';
/** How the ids of integrations begin that read such a group. */
export const OWN_INTEGRATIONS = 'end-to-end-';

export class OwnLogGroup {
  readonly logGroup: string;
  readonly integrationId: string;
  /** Role that makes the calls: a filter by it shows this group's calls alone. */
  readonly caller: string;
  /** Event time of the first call, epoch milliseconds. */
  readonly firstAt: number;
  private readonly client: CloudWatchLogsClient;
  private written = 0;
  private saves = 0;

  /** `name`: of the test, a word; `now` makes it unique. */
  constructor(
    awsUrl: string,
    private readonly name: string,
    now: number,
  ) {
    this.logGroup = `/end-to-end/${name}-${now}`;
    this.integrationId = `${OWN_INTEGRATIONS}${name}-${now}`;
    this.caller = `EndToEnd-${name}-${now}`;
    this.firstAt = Math.floor(now / 1_000) * 1_000 - MINUTE;
    this.client = new CloudWatchLogsClient({
      endpoint: awsUrl,
      region: OWN_REGION,
      credentials: sampleCredentials(),
    });
  }

  /** `[from, to)` in which all calls lie. */
  get range(): { from: number; to: number } {
    return { from: this.firstAt, to: this.firstAt + HOUR };
  }

  async create(): Promise<void> {
    const { logGroup: logGroupName } = this;
    await this.client.send(new CreateLogGroupCommand({ logGroupName }));
    await this.client.send(new CreateLogStreamCommand({ logGroupName, logStreamName: STREAM }));
  }

  /** Writes so many calls, one a second. */
  async writeCalls(count: number): Promise<void> {
    await this.write(Array.from({ length: count }, (_, index) => this.callAt(this.written + index)));
  }

  /** Writes a line as it is, at the time of the next call. */
  async writeLine(line: string): Promise<void> {
    await this.write([line]);
  }

  private async write(lines: readonly string[]): Promise<void> {
    await this.client.send(
      new PutLogEventsCommand({
        logGroupName: this.logGroup,
        logStreamName: STREAM,
        logEvents: lines.map((message, index) => ({ timestamp: this.timeOf(this.written + index), message })),
      }),
    );
    this.written += lines.length;
  }

  private timeOf(index: number): number {
    return this.firstAt + index * 1_000;
  }

  /** As Bedrock logs a call of Converse. */
  private callAt(index: number): string {
    return JSON.stringify({
      schemaType: 'ModelInvocationLog',
      schemaVersion: '1.0',
      timestamp: new Date(this.timeOf(index)).toISOString(),
      accountId: OWN_ACCOUNT,
      identity: { arn: `arn:aws:sts::${OWN_ACCOUNT}:assumed-role/${this.caller}/session` },
      region: OWN_REGION,
      requestId: `${this.integrationId}-${index}`,
      operation: 'Converse',
      modelId: 'amazon.nova-micro-v1:0',
      input: {
        inputContentType: 'application/json',
        inputBodyJson: { messages: [{ role: 'user', content: [{ text: 'How many anchors are left?' }] }] },
        inputTokenCount: 7,
      },
      output: {
        outputContentType: 'application/json',
        outputBodyJson: {
          output: { message: { role: 'assistant', content: [{ text: 'Twelve.' }] } },
          stopReason: 'end_turn',
          usage: { inputTokens: 7, outputTokens: 3, totalTokens: 10 },
          metrics: { latencyMs: 240 },
        },
        outputTokenCount: 3,
      },
    });
  }

  /** The integration that reads the group. Each one asked for also asks the collector to look at once. */
  definition(
    changes: { readonly enabled?: boolean; readonly content?: 'full' | 'none' } = {},
  ): IntegrationDefinition {
    this.saves += 1;
    return IntegrationDefinition.parse({
      id: this.integrationId,
      name: `End to end: ${this.name} (${this.saves})`,
      account: { id: OWN_ACCOUNT },
      regions: [OWN_REGION],
      credentials: { type: 'named', name: SAMPLE_CREDENTIALS },
      content: 'none',
      streams: {
        invocation_logs: {
          source: 'cloudwatch_logs',
          log_group_name: this.logGroup,
          start_position: new Date(this.firstAt).toISOString(),
          scan_frequency: 2,
          latency: 1,
          overlap: 3_600,
        },
      },
      ...changes,
    });
  }

  close(): void {
    this.client.destroy();
  }
}
