/**
 * Makes the source of a task from its definition, after the bounds are checked: what an administrator did not
 * allow is never asked of AWS. A way of delivery is one opener, and a case of the switch.
 */
import type { StreamName } from '../../../common/integrations/coverage';
import type { IntegrationDefinition } from '../../../common/integrations/definition';
import { forbidden } from '../../aws/allowed';
import type { AwsClients } from '../../aws/clients';
import type { AllowedResources } from '../../aws/settings';
import type { Clock } from '../../clock';
import type { RequestRates } from '../../sources/cloudwatch_logs/request_rate';
import type { OffloadedBodies, Source } from '../../sources/source';
import { openCloudWatchLogs } from './cloudwatch_logs';
import { openCloudWatchMetrics } from './cloudwatch_metrics';
import { openS3Backfill, openS3Listing } from './s3_listing';
import { openS3Notifications } from './s3_notifications';
import type { RunnableTask } from '../tasks/task_plan';

export interface OpenedSource {
  readonly source: Source<unknown>;
  /** Pause between runs once the stream is read up to now. */
  readonly intervalMs: number;
  /** Batches that may be read and not yet stored. */
  readonly concurrency: number;
  /** Objects that may be read at once, of all batches together. */
  readonly objectsAtOnce: number;
  /** Where bodies are fetched from that stand beside their records; without it they are left there. */
  readonly bodies?: OffloadedBodies;
}

export interface TaskSources {
  /** Rejects with a `Failure`. */
  open(planned: RunnableTask): Promise<OpenedSource>;
}

/** What an opener may use. */
export interface OpenerDependencies {
  readonly clients: AwsClients;
  readonly rates: RequestRates;
  readonly allowed: AllowedResources | undefined;
  readonly clock: Clock;
  readonly random: () => number;
}

/** What an opener is given; account and role are checked already. */
export interface OpenRequest<Settings> {
  readonly definition: IntegrationDefinition;
  readonly streamName: StreamName;
  readonly settings: Settings;
  readonly region: string;
}

export function awsTaskSources(dependencies: OpenerDependencies): TaskSources {
  return {
    async open({ definition, streamName, region, work }) {
      const backfill = work.kind === 'backfill' ? work : undefined;
      const settings = definition.streams[streamName];
      if (settings === undefined) throw new TypeError('a task of a stream that its definition does not have');
      const { account, credentials } = definition;
      const refusal = forbidden({ accountId: account.id, credentials }, dependencies.allowed);
      if (refusal !== undefined) throw refusal;
      const request = { definition, streamName, region };
      switch (settings.source) {
        case 'cloudwatch_logs':
          return openCloudWatchLogs({ ...request, settings }, backfill, dependencies);
        case 's3_notifications':
          return backfill === undefined
            ? openS3Notifications({ ...request, settings }, dependencies)
            : openS3Backfill({ ...request, settings }, backfill, dependencies);
        case 'cloudwatch_metrics':
          return openCloudWatchMetrics({ ...request, settings }, work, dependencies);
        case 's3_listing':
          return backfill === undefined
            ? openS3Listing({ ...request, settings }, dependencies)
            : openS3Backfill({ ...request, settings }, backfill, dependencies);
      }
    },
  };
}
