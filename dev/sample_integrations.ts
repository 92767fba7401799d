/**
 * The integrations of `npm start`: one for each account of the sample estate, or one for the account that the
 * credentials of this shell belong to. Written through the plugin's own route, as a person would.
 */
import { IntegrationDefinition } from '../common/integrations/definition';
import { z } from 'zod';

/** Name under which the keys that assume the estate's reader roles stand in the host's settings. */
export const SAMPLE_CREDENTIALS = 'sample';

/** What the workload process says once everything up to now is there. */
export const WorkloadReady = z.object({
  ready: z.literal(true),
  url: z.string(),
  seed: z.string(),
  since: z.iso.datetime(),
  deliveredTo: z.iso.datetime(),
  records: z.number(),
  credentials: z.object({ accessKeyId: z.string(), secretAccessKey: z.string() }),
  accounts: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      roleArn: z.string(),
      externalId: z.string(),
      places: z.array(z.object({ region: z.string(), logGroup: z.string() })).min(1),
    }),
  ),
});
export type WorkloadReady = z.infer<typeof WorkloadReady>;

type Content = IntegrationDefinition['content'];

/** A local AWS delivers at once, so the page may show it at once: seconds where a real account needs a minute. */
const PACE = { scan_frequency: 3, latency: 5 };

export function sampleIntegrations(
  { accounts }: Pick<WorkloadReady, 'accounts'>,
  content: Content,
): IntegrationDefinition[] {
  return accounts.flatMap(({ id, name, roleArn, externalId, places }) =>
    [...new Set(places.map(({ logGroup }) => logGroup))].map((logGroup, index) =>
      IntegrationDefinition.parse({
        id: index === 0 ? `sample-${id}` : `sample-${id}-${index + 1}`,
        name,
        account: { id, name },
        regions: places.filter((place) => place.logGroup === logGroup).map(({ region }) => region),
        credentials: {
          type: 'assume_role',
          role_arn: roleArn,
          external_id: externalId,
          source: SAMPLE_CREDENTIALS,
        },
        content,
        streams: { invocation_logs: { source: 'cloudwatch_logs', log_group_name: logGroup, ...PACE } },
      }),
    ),
  );
}

export function accountIntegration(
  accountId: string,
  { region, logGroup }: { readonly region: string; readonly logGroup: string },
  content: Content,
): IntegrationDefinition {
  return IntegrationDefinition.parse({
    id: `account-${accountId}-${region}`,
    name: `Account ${accountId}`,
    account: { id: accountId },
    regions: [region],
    content,
    streams: { invocation_logs: { source: 'cloudwatch_logs', log_group_name: logGroup } },
  });
}
