/**
 * What an administrator sets in opensearch_dashboards.yml under `bedrock`. Endpoints, keys and bounds live here
 * and nowhere else: whoever may edit an integration must not be able to point the collector's identity elsewhere.
 * Only `apps` reaches the browser. An unknown key stops the host.
 */
import { schema, type TypeOf } from '@osd/config-schema';

const stringList = schema.maybe(schema.arrayOf(schema.string()));

export const configSchema = schema.object({
  enabled: schema.boolean({ defaultValue: true }),

  /** Apps to register. In the configuration because the loader script is cached by browsers for a year. */
  apps: schema.arrayOf(
    schema.object({ id: schema.string(), title: schema.string(), order: schema.number() }),
    { defaultValue: [{ id: 'bedrock', title: 'Overview', order: 8200 }] },
  ),

  /** Key of the HMACs that make conversations recognisable; without it those fields are absent. */
  hmac_key: schema.maybe(schema.string({ minLength: 32 })),

  collector: schema.object({
    /** Whether this instance collects; any number may. */
    enabled: schema.boolean({ defaultValue: true }),
    /** Identity of the collector in OpenSearch; the host's internal user where it is not set. */
    opensearch: schema.maybe(schema.object({ username: schema.string(), password: schema.string() })),
    max_concurrent_tasks: schema.number({ defaultValue: 4, min: 1, max: 64 }),
    /** Threads that parse and transform, away from the event loop of Dashboards. */
    worker_threads: schema.number({ defaultValue: 1, min: 1, max: 16 }),
  }),

  aws: schema.object({
    /** Replaces every AWS endpoint: a local AWS, or one VPC endpoint host. */
    endpoint: schema.maybe(schema.uri({ scheme: ['http', 'https'] })),
    /** Whether the default credential chain may ask the instance metadata service. */
    instance_metadata: schema.boolean({ defaultValue: false }),
    /** Named credentials that definitions may refer to. */
    credentials: schema.recordOf(
      schema.string(),
      schema.object({
        access_key_id: schema.string(),
        secret_access_key: schema.string(),
        session_token: schema.maybe(schema.string()),
      }),
      { defaultValue: {} },
    ),
  }),

  /** What any definition may make the collector touch. An absent list allows what the credentials allow; an empty one nothing. */
  allowed: schema.object({
    accounts: stringList,
    role_arns: stringList,
    log_groups: stringList,
    buckets: stringList,
    queues: stringList,
  }),
});

export type BedrockConfig = TypeOf<typeof configSchema>;
