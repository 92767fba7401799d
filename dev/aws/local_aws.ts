/**
 * A local AWS: one loopback address that speaks the wire protocols of the real SDK for STS, CloudWatch Logs,
 * CloudWatch, S3, SQS, SNS and Bedrock's control plane, for as many accounts and regions as its sink is told of. Everything is in
 * memory; time, randomness and waiting are injected.
 */
import { randomBytes as secureRandomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { bedrockService } from './bedrock/bedrock_service';
import { ModelResources } from './bedrock/model_resources';
import { cloudwatchService } from './cloudwatch/cloudwatch_service';
import { MetricStore } from './cloudwatch/metric_store';
import { control, controlPrefix } from './control';
import { EventBuses } from './events/event_bus';
import { Faults } from './faults';
import { FrontDoor } from './front_door';
import { serve } from './http_server';
import { Authentication } from './identity/authentication';
import { Directory } from './identity/directory';
import { inProcessSink } from './in_process_sink';
import { LogGroups } from './logs/log_groups';
import { MonitoringLinks } from './logs/monitoring_links';
import { logsService } from './logs/logs_service';
import { defaultReach, type SearchReach } from './logs/search';
import { awsQuota, QuotaKeeper, type Quota } from './quotas';
import { pooled } from './random_pool';
import { RequestLog } from './request_log';
import { Buckets } from './s3/buckets';
import type { NotificationTargets } from './s3/notification_configuration';
import { s3Service } from './s3/s3_service';
import { SealedTokens } from './sealed_token';
import type { AwsSink } from './sink';
import { snsService } from './sns/sns_service';
import { Topics } from './sns/topics';
import { uuid } from './sqs/queue';
import { Queues } from './sqs/queues';
import { sqsService } from './sqs/sqs_service';
import { stsService } from './sts/sts_service';

const dayMs = 24 * 3_600_000;

export interface LocalAwsOptions {
  /** 0: any free port. */
  readonly port: number;
  /** Epoch milliseconds; default: the machine's clock. */
  readonly clock?: () => number;
  /** Default: cryptographic. Ids, keys and tokens come from here. */
  readonly randomBytes?: (size: number) => Buffer;
  /** Rejects when the signal is aborted. Default: real time. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Default: AWS's own. With a clock that stands still, `noQuota`: a bucket refills by the clock. */
  readonly quota?: Quota;
  /** How much of a log one FilterLogEvents call looks at. */
  readonly reach?: SearchReach;
  /** Told of the server's own mistakes; default: standard error. */
  readonly onBug?: (error: unknown) => void;
}

export interface LocalAws {
  /** `http://127.0.0.1:<port>`: the endpoint for every SDK client, with `forcePathStyle` for S3. */
  readonly url: string;
  readonly port: number;
  readonly sink: AwsSink;
  readonly faults: Faults;
  readonly requests: RequestLog;
  stop(): Promise<void>;
}

export async function startLocalAws(options: LocalAwsOptions): Promise<LocalAws> {
  const {
    clock = Date.now,
    randomBytes = pooled(secureRandomBytes),
    sleep = (ms, signal) => wait(ms, undefined, { signal }),
    quota = awsQuota,
    reach = defaultReach,
    onBug = (error) => console.error('Local AWS:', error),
  } = options;
  const newRequestId = (): string => uuid(randomBytes(16));
  const directory = new Directory(randomBytes);
  const groups = new LogGroups();
  const links = new MonitoringLinks();
  const metrics = new MetricStore();
  const buckets = new Buckets();
  const queues = new Queues(randomBytes);
  const topics = new Topics(randomBytes);
  const buses = new EventBuses();
  const models = new ModelResources();
  const targets: NotificationTargets = {
    queue: (arn) => queues.find(arn),
    topic: (arn) => topics.find(arn),
    bus: (place) => buses.of(place),
  };
  const tokens = new SealedTokens(randomBytes, dayMs);
  const faults = new Faults();
  const requests = new RequestLog();

  let url = '';
  const door = new FrontDoor({
    services: [
      stsService(directory),
      logsService(groups, links, tokens, reach),
      cloudwatchService(metrics, tokens),
      sqsService(queues, { url: () => url, sleep }),
      snsService(topics, queues),
      s3Service({ buckets, targets, tokens, randomBytes }),
      bedrockService(models, tokens),
    ],
    authentication: new Authentication(directory),
    faults,
    quotas: new QuotaKeeper(quota),
    requests,
    clock,
    newRequestId,
    sleep,
    onBug,
  });
  const server = await serve(options.port, async (request, signal) =>
    request.path.startsWith(controlPrefix)
      ? { response: control(request, faults, requests) }
      : door.handle(request, signal),
  );
  url = `http://127.0.0.1:${server.port}`;
  const sink = inProcessSink({
    directory,
    groups,
    links,
    metrics,
    buckets,
    queues,
    topics,
    buses,
    models,
    clock,
    newRequestId,
    randomBytes,
    url: () => url,
  });
  return { url, port: server.port, sink, faults, requests, stop: () => server.stop() };
}
