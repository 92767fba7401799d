/** From the keys of a configuration, which are the same in Dashboards' yml and in the collector's file, to settings. */
import type { AwsSettings } from './settings';

interface Configured {
  readonly aws: {
    readonly endpoint?: string | undefined;
    readonly instance_metadata: boolean;
    readonly credentials: Readonly<
      Record<
        string,
        {
          readonly access_key_id: string;
          readonly secret_access_key: string;
          readonly session_token?: string | undefined;
        }
      >
    >;
  };
  readonly allowed: {
    readonly accounts?: readonly string[] | undefined;
    readonly role_arns?: readonly string[] | undefined;
    readonly log_groups?: readonly string[] | undefined;
    readonly buckets?: readonly string[] | undefined;
    readonly queues?: readonly string[] | undefined;
  };
}

export function configuredAwsSettings({ aws, allowed }: Configured): AwsSettings {
  return {
    instanceMetadata: aws.instance_metadata,
    ...(aws.endpoint === undefined ? {} : { endpoint: aws.endpoint }),
    credentials: Object.fromEntries(
      Object.entries(aws.credentials).map(([name, keys]) => [
        name,
        {
          accessKeyId: keys.access_key_id,
          secretAccessKey: keys.secret_access_key,
          ...(keys.session_token === undefined ? {} : { sessionToken: keys.session_token }),
        },
      ]),
    ),
    allowed: {
      ...(allowed.accounts === undefined ? {} : { accounts: allowed.accounts }),
      ...(allowed.role_arns === undefined ? {} : { roleArns: allowed.role_arns }),
      ...(allowed.log_groups === undefined ? {} : { logGroups: allowed.log_groups }),
      ...(allowed.buckets === undefined ? {} : { buckets: allowed.buckets }),
      ...(allowed.queues === undefined ? {} : { queues: allowed.queues }),
    },
  };
}
