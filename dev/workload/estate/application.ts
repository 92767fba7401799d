/**
 * The words the estate is written in: accounts and where their logs go, applications and who calls which
 * model how often. Everything here is data; nothing decides anything.
 */
import type { Parameters } from '../call';
import type { Operation } from '../fact';
import type { ScenarioName } from '../scenarios/registry';
import type { Model } from './models';

/** Where an account logs what is called in a region: to CloudWatch Logs, to S3, or to both. */
export interface LogPlace {
  readonly region: string;
  /** Log group; without it nothing goes to CloudWatch Logs. */
  readonly group: string | undefined;
  /** Where CloudWatch delivery puts bodies over 100 KB and binary ones; without it they are nowhere. */
  readonly largeData: Folder | undefined;
  readonly s3: (Folder & { readonly notifies: Notifies | undefined }) | undefined;
}

export interface Folder {
  readonly bucket: string;
  /** Ends with a slash, or is empty. */
  readonly prefix: string;
}

/** Who is told of new objects: a queue, by S3 itself or through a topic. */
export interface Notifies {
  readonly queue: string;
  readonly through: 's3' | 'sns';
}

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly externalId: string;
  readonly places: readonly LogPlace[];
}

export type Caller =
  | { readonly kind: 'role'; readonly name: string; readonly sessions: readonly string[] }
  | { readonly kind: 'user'; readonly name: string };

export interface ModelUse {
  readonly weight: number;
  /** As the caller passes it: plain id, profile id or ARN. */
  readonly modelId: string;
  readonly model: Model;
  readonly operation: Operation;
}

export interface Rhythm {
  /** Calls an hour in the middle of a working day. */
  readonly peak: number;
  /** Share of the peak that is left at night, and the factor of a weekend day. */
  readonly night: number;
  readonly weekend: number;
  /** Whole hours east of UTC of the people behind it. */
  readonly zone: number;
  /** A batch that starts at this hour UTC every night and takes one hour. */
  readonly batch?: { readonly hour: number; readonly calls: number };
}

export interface GuardrailUse {
  readonly id: string;
  readonly version: string;
  readonly trace: boolean;
  /** Share of calls that are blocked, masked, or noticed in detect mode. */
  readonly blocked: number;
  readonly masked: number;
  readonly detected: number;
}

export interface Application {
  readonly name: string;
  readonly team: string;
  readonly costCenter: string;
  readonly accountId: string;
  readonly region: string;
  readonly scenario: ScenarioName;
  readonly callers: readonly Caller[];
  readonly models: readonly ModelUse[];
  readonly rhythm: Rhythm;
  readonly errorRate: number;
  readonly parameters: Parameters;
  readonly guardrail?: GuardrailUse;
  readonly cache?: '5m' | '1h';
  /** Whether its calls carry `requestMetadata`. */
  readonly attributed: boolean;
}
