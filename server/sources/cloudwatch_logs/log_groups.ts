/**
 * Which log groups a definition means: one by name, one by ARN (of another account where the credentials' account
 * monitors it), or all whose names begin alike. The last are looked up at every run, so that later ones are found too.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html
 */
import { type CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { CloudWatchLogsSettings } from '../../../common/integrations/sources/cloudwatch_logs_settings';
import { awsFailure } from '../../aws/errors';
import { type Failure, needsPerson } from '../../failure';
import type { RequestRates } from './request_rate';

export interface LogGroup {
  readonly name: string;
  /** Account that holds it. */
  readonly accountId: string;
  /** Of a group that a name alone would not find: it lies in another account. */
  readonly arn?: string;
}

export interface LogGroupPage {
  readonly names: readonly string[];
  readonly nextToken?: string;
}

export interface LogGroupListing {
  /** Names that begin with `prefix`, some at a time. Rejects with a `Failure`. */
  groups(request: {
    readonly prefix: string;
    readonly token?: string;
    readonly timeoutMs: number;
    readonly signal: AbortSignal;
  }): Promise<LogGroupPage>;
}

/** As a definition names them; `fixed` is known without asking AWS. */
export type GroupSelection =
  { readonly kind: 'fixed'; readonly group: LogGroup } | { readonly kind: 'prefix'; readonly prefix: string };

const GROUP_ARN = /^arn:[a-z-]+:logs:([a-z0-9-]+):(\d{12}):log-group:([^:]+)(?::\*)?$/;

/**
 * What the settings select for a task in `place`.
 * @throws Failure when an ARN names a group of another region, which this task cannot read.
 */
export function groupSelection(
  settings: Pick<CloudWatchLogsSettings, 'log_group_name' | 'log_group_arn' | 'log_group_name_prefix'>,
  place: { readonly accountId: string; readonly region: string },
): GroupSelection {
  const { log_group_name: name, log_group_arn: arn, log_group_name_prefix: prefix } = settings;
  if (name !== undefined) return { kind: 'fixed', group: { name, accountId: place.accountId } };
  if (prefix !== undefined) return { kind: 'prefix', prefix };
  const [, region, accountId, ofArn] = GROUP_ARN.exec(arn ?? '') ?? [];
  if (region === undefined || accountId === undefined || ofArn === undefined)
    throw new TypeError('settings without a log group');
  if (region !== place.region)
    throw needsPerson(
      'wrong_region',
      `The log group ${ofArn} is in ${region}; nothing of it can be read in ${place.region}.`,
      `Leave only ${region} among the integration's regions, or give the log group by its name.`,
    );
  // The final `:*` stands for its streams; FilterLogEvents does not take it.
  const identifier = accountId === place.accountId ? {} : { arn: (arn ?? '').replace(/:\*$/, '') };
  return { kind: 'fixed', group: { name: ofArn, accountId, ...identifier } };
}

/** Says what keeps a log group from being read, or undefined: the bounds that an administrator set. */
export type GroupBounds = (group: LogGroup) => Failure | undefined;

export interface GroupLookup {
  readonly logGroups: LogGroupListing;
  readonly rates: RequestRates;
  readonly place: { readonly accountId: string; readonly region: string };
  readonly bounds?: GroupBounds;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * The groups there are, less those outside the bounds. Rejects with a `Failure` when the one group, or every group
 * that was found, lies outside them.
 */
export async function lookUpGroups(selection: GroupSelection, lookup: GroupLookup): Promise<LogGroup[]> {
  const { bounds = () => undefined, place } = lookup;
  const names = selection.kind === 'prefix' ? await namesOf(selection.prefix, lookup) : [];
  const found =
    selection.kind === 'fixed'
      ? [selection.group]
      : names.map((name): LogGroup => ({ name, accountId: place.accountId }));
  const readable = found.filter((group) => bounds(group) === undefined);
  const [outside] = found;
  const refusal = readable.length === 0 && outside !== undefined ? bounds(outside) : undefined;
  if (refusal !== undefined) throw refusal;
  return readable;
}

async function namesOf(
  prefix: string,
  { logGroups, rates, place, timeoutMs, signal }: GroupLookup,
): Promise<string[]> {
  const names = new Set<string>();
  let token: string | undefined;
  do {
    await rates.take(place.accountId, place.region, signal);
    if (signal.aborted) return [];
    const page = await logGroups.groups({
      prefix,
      ...(token === undefined ? {} : { token }),
      timeoutMs,
      signal,
    });
    for (const name of page.names) names.add(name);
    token = page.nextToken;
  } while (token !== undefined);
  return [...names].sort();
}

export function awsLogGroups(
  client: CloudWatchLogsClient,
  caller: { principal: string; region: string },
): LogGroupListing {
  return {
    async groups({ prefix, token, timeoutMs, signal }) {
      try {
        const answer = await client.send(
          new DescribeLogGroupsCommand({
            logGroupNamePrefix: prefix,
            limit: 50,
            ...(token === undefined ? {} : { nextToken: token }),
          }),
          { abortSignal: signal, requestTimeout: timeoutMs },
        );
        const names = (answer.logGroups ?? []).flatMap(({ logGroupName }) => logGroupName ?? []);
        return { names, ...(answer.nextToken ? { nextToken: answer.nextToken } : {}) };
      } catch (error) {
        throw awsFailure(error, {
          ...caller,
          action: 'logs:DescribeLogGroups',
          resource: `log groups ${prefix}*`,
        });
      }
    },
  };
}
