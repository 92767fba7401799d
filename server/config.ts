/**
 * What an administrator sets in opensearch_dashboards.yml under `bedrock`. Endpoints, keys and bounds live here
 * and nowhere else: whoever may edit an integration must not be able to point the collector's identity elsewhere.
 * Only `apps` reaches the browser. An unknown key stops the host. The comments are what docs/configuration.md says
 * about the keys (scripts/configuration_doc.ts).
 */
import { schema, type TypeOf } from '@osd/config-schema';

const stringList = schema.maybe(schema.arrayOf(schema.string()));

export const configSchema = schema.object({
  /** Whether the plugin is there at all. */
  enabled: schema.boolean({ defaultValue: true }),

  /** Apps to register, with their place in the menu. In the configuration because the loader script is cached by browsers for a year. */
  apps: schema.arrayOf(
    schema.object({ id: schema.string(), title: schema.string(), order: schema.number() }),
    { defaultValue: [{ id: 'bedrock', title: 'Overview', order: 8200 }] },
  ),

  /** Secret. Key of the HMACs that make conversations recognisable; without it those fields are absent. */
  hmac_key: schema.maybe(schema.string({ minLength: 32 })),

  collector: schema.object({
    /** Whether this instance collects; any number may. */
    enabled: schema.boolean({ defaultValue: true }),
    /** Identity of the collector in OpenSearch; the host's internal user where it is not set. */
    opensearch: schema.maybe(
      schema.object({
        /** User with the role `bedrock_collector`. */
        username: schema.string(),
        /** Secret. The user's password. */
        password: schema.string(),
      }),
    ),
    /** Streams, and parallel consumers of queues, that this instance reads at the same time. */
    max_concurrent_tasks: schema.number({ defaultValue: 8, min: 1, max: 64 }),
    /** Threads that parse and transform, away from the event loop of Dashboards. */
    worker_threads: schema.number({ defaultValue: 1, min: 1, max: 16 }),
  }),

  aws: schema.object({
    /** Replaces every AWS endpoint: a local AWS, or one VPC endpoint host. */
    endpoint: schema.maybe(schema.uri({ scheme: ['http', 'https'] })),
    /** Whether the default credential chain may ask the instance metadata service. */
    instance_metadata: schema.boolean({ defaultValue: false }),
    /** Keys of AWS identities, under names that integrations may refer to. */
    credentials: schema.recordOf(
      schema.string(),
      schema.object({
        /** Secret. Id of the access key. */
        access_key_id: schema.string(),
        /** Secret. The access key itself. */
        secret_access_key: schema.string(),
        /** Secret. Only for temporary credentials, which are not renewed. */
        session_token: schema.maybe(schema.string()),
      }),
      { defaultValue: {} },
    ),
  }),

  /** What any definition may make the collector touch. An absent list allows what the credentials allow; an empty one nothing. */
  allowed: schema.object({
    /** Ids of AWS accounts. */
    accounts: stringList,
    /** ARNs of IAM roles that may be assumed. */
    role_arns: stringList,
    /** Names or ARNs of CloudWatch log groups; one that ends in `*` allows all that begin so. */
    log_groups: stringList,
    /** Names or ARNs of S3 buckets, also of those that hold large bodies; one that ends in `*` allows all that begin so. */
    buckets: stringList,
    /** URLs of SQS queues; one that ends in `*` allows all that begin so. */
    queues: stringList,
  }),
});

export type BedrockConfig = TypeOf<typeof configSchema>;
