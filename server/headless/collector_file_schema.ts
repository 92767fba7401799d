/**
 * The file of a collector without Dashboards. Its keys are those of the plugin's yml, without the `bedrock.` in front.
 * Endpoints, keys and bounds live here and nowhere else: whoever may edit an integration must not be able to point the
 * collector's identity elsewhere. An unknown key is an error. The comments are what docs/collector-settings.md says about
 * the keys (scripts/settings_doc.ts). Durations in seconds.
 */
import * as z from 'zod/mini';
import { IntegrationDefinition } from '../../common/integrations/definition';

const text = () => z.string().check(z.minLength(1));
const seconds = (atLeast: number, atMost: number) => z.number().check(z.gte(atLeast), z.lte(atMost));
const count = (atMost: number) => z.number().check(z.int(), z.gte(1), z.lte(atMost));

const OpenSearchHost = z
  .url({ protocol: /^https?$/, error: 'not a URL, for example https://opensearch:9200' })
  // In a URL they would appear wherever an address is named.
  .check(
    z.refine((url) => !/^\w+:\/\/[^/]*@/.test(url), 'put user and password under username and password'),
  );

export const OpenSearchSettings = z
  .strictObject({
    /** URLs of the cluster’s nodes, or of a load balancer before them. */
    hosts: z.array(OpenSearchHost).check(z.minLength(1)),
    /** User with the role `bedrock_collector`. */
    username: z.optional(text()),
    /** Secret. The user's password. */
    password: z.optional(text()),
    /** PEM file of the certificate authority to trust instead of the system's. */
    ca_file: z.optional(text()),
    /** PEM file of the certificate by which the collector shows who it is. */
    client_certificate_file: z.optional(text()),
    /** PEM file of that certificate's key. */
    client_key_file: z.optional(text()),
    /** How long one request may take; bulk requests may take two minutes. */
    request_timeout: z._default(seconds(1, 600), 60),
    /** Whether what is sent is compressed: saves network, costs processor time. */
    compression: z._default(z.boolean(), false),
  })
  .check(
    z.refine(({ username, password }) => (username === undefined) === (password === undefined), {
      error: 'username and password belong together',
      path: ['username'],
    }),
    z.refine(
      ({ client_certificate_file: certificate, client_key_file: key }) =>
        (certificate === undefined) === (key === undefined),
      { error: 'client_certificate_file and client_key_file belong together', path: ['client_key_file'] },
    ),
  );
export type OpenSearchSettings = z.infer<typeof OpenSearchSettings>;

export const AwsFileSettings = z.strictObject({
  /** Replaces every AWS endpoint: a local AWS, or one VPC endpoint host. */
  endpoint: z.optional(z.url({ protocol: /^https?$/, error: 'not a URL' })),
  /** Whether the default credential chain may ask the instance metadata service. */
  instance_metadata: z._default(z.boolean(), false),
  /** Keys of AWS identities, under names that integrations may refer to. */
  credentials: z._default(
    z.record(
      z.string(),
      z.strictObject({
        /** Secret. Id of the access key. */
        access_key_id: text(),
        /** Secret. The access key itself. */
        secret_access_key: text(),
        /** Secret. Only for temporary credentials, which are not renewed. */
        session_token: z.optional(text()),
      }),
    ),
    {},
  ),
});

const Names = z.optional(z.array(text()));

export const CollectorFile = z.strictObject({
  /** Where the data go. */
  opensearch: OpenSearchSettings,

  /** Where the data come from. */
  aws: z.prefault(AwsFileSettings, {}),

  /** What any definition may make the collector touch. An absent list allows what the credentials allow; an empty one nothing. */
  allowed: z.prefault(
    z.strictObject({
      /** Ids of AWS accounts. */
      accounts: Names,
      /** ARNs of IAM roles that may be assumed. */
      role_arns: Names,
      /** Names or ARNs of CloudWatch log groups; one that ends in `*` allows all that begin so. */
      log_groups: Names,
      /** Names or ARNs of S3 buckets, also of those that hold large bodies; one that ends in `*` allows all that begin so. */
      buckets: Names,
      /** URLs of SQS queues; one that ends in `*` allows all that begin so. */
      queues: Names,
    }),
    {},
  ),

  /** Secret. Key of the HMACs that make conversations recognisable; without it those fields are absent. The same for every collector and Dashboards. */
  hmac_key: z.optional(z.string().check(z.minLength(32, 'at least 32 characters'))),

  /** How this process works. */
  collector: z.prefault(
    z.strictObject({
      /** Names this process in leases and run histories; the host's name where it is not set. */
      name: z.optional(
        z.string().check(z.regex(/^[\w.-]{1,100}$/, 'letters, digits, dot, dash and underscore')),
      ),
      /** Streams, or slots of a queue, that this process reads at the same time. */
      max_concurrent_tasks: z._default(count(64), 8),
      /** Threads that parse and transform. */
      worker_threads: z._default(count(16), 1),
      /** How long a stopping process may take to finish what it has begun. */
      grace_period: z._default(seconds(0, 600), 20),
    }),
    {},
  ),

  /** Where `/healthz` and `/metrics` answer. */
  server: z.prefault(
    z.strictObject({
      /** Whether they are there at all. */
      enabled: z._default(z.boolean(), true),
      /** Address to listen on. Neither path asks who is there: other addresses than the loopback one are for networks you trust. */
      host: z._default(
        z.string().check(z.regex(/^[\w.:-]{1,253}$/, 'not an address or a host name')),
        '127.0.0.1',
      ),
      /** Port to listen on; 0 takes a free one, which the log names. */
      port: z._default(z.number().check(z.int(), z.gte(0), z.lte(65_535)), 9464),
    }),
    {},
  ),

  /** What is written to standard error. */
  logging: z.prefault(
    z.strictObject({
      /** The least important lines that are written. */
      level: z._default(z.enum(['error', 'warn', 'info', 'debug']), 'info'),
      /** One line of text or of JSON for each message. */
      format: z._default(z.enum(['text', 'json']), 'text'),
    }),
    {},
  ),

  /** Integrations that live in this file, see docs/integrations.md. What a file once brought and has no more is switched off; without this key nothing is brought and nothing switched off. Those of the index are collected in any case. */
  integrations: z.optional(z.array(IntegrationDefinition)),
});
export type CollectorFile = z.infer<typeof CollectorFile>;
