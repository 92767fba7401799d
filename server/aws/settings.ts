/**
 * What an administrator decides about AWS: endpoints, named keys and bounds. It comes from the host's or the
 * collector's configuration only, never from an integration: whoever may edit a definition must not be able to
 * point the collector's identity elsewhere.
 */
export interface AccessKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/**
 * What any definition may make the collector touch. An absent list allows what the credentials allow, an empty one
 * nothing. Entries of the last three may end in `*`.
 */
export interface AllowedResources {
  readonly accounts?: readonly string[];
  readonly roleArns?: readonly string[];
  /** Names or ARNs. */
  readonly logGroups?: readonly string[];
  /** Names or ARNs. */
  readonly buckets?: readonly string[];
  /** URLs. */
  readonly queues?: readonly string[];
}

export interface AwsSettings {
  /** Replaces every AWS endpoint, for a local AWS. Without it the endpoint follows from service and region. */
  readonly endpoint?: string;
  /** Whether the default chain may ask the instance metadata service. */
  readonly instanceMetadata?: boolean;
  /** Keys that definitions refer to by name. */
  readonly credentials?: Readonly<Record<string, AccessKeys>>;
  readonly allowed?: AllowedResources;
}
