/**
 * What a person configures: one AWS account (or role), its regions, its streams, and how content is treated.
 * The form, the route, the collector's YAML and the runner parse with this one schema; the runner parses
 * again what it reads from the index, because whoever may write the index is not thereby trusted.
 */
import * as z from 'zod/mini';
import { parseModelId } from '../models/model_id';
import { Intents } from './intents';
import { CloudWatchMetricsSettings } from './sources/cloudwatch_metrics_settings';
import { CloudTrailLogsSettings, CloudWatchLogsSettings } from './sources/cloudwatch_logs_settings';
import { CloudTrailS3ListingSettings, S3ListingSettings } from './sources/s3_listing_settings';
import {
  CloudTrailS3NotificationsSettings,
  S3NotificationsSettings,
} from './sources/s3_notifications_settings';

const trimmed = (max: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(max));

export const AccountId = z.string().check(z.regex(/^\d{12}$/, 'an AWS account id has 12 digits'));
export const Region = z
  .string()
  .check(z.regex(/^[a-z]{2}(-[a-z]+)+-\d{1,2}$/, 'not an AWS region, for example us-east-1'));

/** Part of index names, so as narrow as those: no dash, since dashes separate the parts of a name. */
export const Namespace = z
  .string()
  .check(z.regex(/^[a-z0-9][a-z0-9_]{0,49}$/, 'lower case letters, digits and _, at most 50'));

export const ContentMode = z.enum(['full', 'redacted', 'none']);
export type ContentMode = z.infer<typeof ContentMode>;

/** Where AWS credentials come from. Secrets are never part of a definition: `named` points into the host's configuration. */
export const Credentials = z.discriminatedUnion('type', [
  z.strictObject({
    /** The default chain of the process: environment, profile, web identity, container. */
    type: z.literal('default'),
  }),
  z.strictObject({
    /** Keys that stand in the configuration. */
    type: z.literal('named'),
    /** The name under `aws.credentials`. */
    name: trimmed(100),
  }),
  z.strictObject({
    /** A role that other credentials assume. */
    type: z.literal('assume_role'),
    /** ARN of the role, in the account that is read or in one that may read it. */
    role_arn: z
      .string()
      .check(z.regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/, 'not the ARN of an IAM role')),
    /** As the role's trust policy asks for. */
    external_id: z.optional(trimmed(1224)),
    /** Name of the credentials that assume the role; without it the default chain does. */
    source: z.optional(trimmed(100)),
  }),
]);
export type Credentials = z.infer<typeof Credentials>;

/** How the invocation logs of a region are delivered. */
export const InvocationLogsSettings = z.discriminatedUnion('source', [
  CloudWatchLogsSettings,
  S3NotificationsSettings,
  S3ListingSettings,
]);
export type InvocationLogsSettings = z.infer<typeof InvocationLogsSettings>;

/** How the events of a trail are delivered. */
export const CloudTrailSettings = z.discriminatedUnion('source', [
  CloudTrailLogsSettings,
  CloudTrailS3NotificationsSettings,
  CloudTrailS3ListingSettings,
]);
export type CloudTrailSettings = z.infer<typeof CloudTrailSettings>;

const ReadableModelId = z.string().check(
  z.maxLength(2048),
  z.refine(
    (id) => parseModelId(id).baseId !== undefined,
    'not the id of a model, for example anthropic.claude-sonnet-4-5-20250929-v1:0',
  ),
);

export const IntegrationDefinition = z.strictObject({
  /** Lower case letters, digits, `-` and `_`; it stays as it is, since tasks and checkpoints are named by it. */
  id: z.string().check(z.regex(/^[a-z0-9][a-z0-9_-]{0,99}$/, 'lower case letters, digits, - and _')),
  /** What people read. */
  name: trimmed(200),
  /** Part of the names of the indices, so that different people may see different ones. */
  namespace: z._default(Namespace, 'default'),
  /** Whether it is collected at all. */
  enabled: z._default(z.boolean(), true),
  /** Who may change it: people in Dashboards, or the file of a collector. Set by whoever writes it. */
  managed_by: z._default(z.enum(['user', 'file']), 'user'),
  /** The AWS account whose telemetry it is. */
  account: z.strictObject({
    /** Its twelve digits. */
    id: AccountId,
    /** What people call it. */
    name: z.optional(trimmed(200)),
  }),
  /** Regions that are read. */
  regions: z.array(Region).check(z.minLength(1), z.maxLength(50)),
  /** Who reads them at AWS. */
  credentials: z._default(Credentials, { type: 'default' }),
  /**
   * How prompts and answers are treated. `full` keeps them. `redacted` keeps them with personal data and secrets of known
   * kinds masked, request metadata too, and keeps no raw bodies; names of people and what has no form to be known by stay.
   * `none`, where nobody chose, keeps nothing that people wrote.
   */
  content: z._default(ContentMode, 'none'),
  /** Whether what callers attach for attribution (`requestMetadata`) is kept. */
  request_metadata: z._default(z.boolean(), true),
  /**
   * Model ids behind ids that tell none by themselves (ARNs of application inference profiles, provisioned models,
   * prompts, …), by id as it is logged. AWS is asked about those that do not stand here, where it can be. A prompt
   * without its version stands for all of them.
   */
  models: z._default(
    z
      .record(z.string().check(z.minLength(1), z.maxLength(2048)), ReadableModelId)
      .check(z.refine((models) => Object.keys(models).length <= 1_000, 'at most 1,000 models')),
    {},
  ),
  /** What is collected. */
  streams: z.strictObject({
    /** Model invocation logs, by the way they are delivered. */
    invocation_logs: z.optional(InvocationLogsSettings),
    /** What CloudWatch measures of runtime, guardrails, agents, knowledge bases, mantle and AgentCore. */
    metrics: z.optional(CloudWatchMetricsSettings),
    /** Who did what: events of Bedrock that a trail of CloudTrail delivers. */
    cloudtrail: z.optional(CloudTrailSettings),
  }),
  /** What people asked: pause, run now, backfills, new prices. Written by commands and pages, never in a file. */
  intents: z._default(Intents, { paused: false, backfills: [], repricings: [] }),
});
export type IntegrationDefinition = z.infer<typeof IntegrationDefinition>;
