/**
 * The sample estate as a collector has to know it, also where the process that plays AWS is not ours to ask: which
 * accounts, roles and log groups there are, and the keys that may assume the roles (AWS's documentation examples).
 */
import type { WorkloadReady } from './sample_integrations';
import { ACCOUNTS, COLLECTOR, readerRoleArn } from './workload/estate/accounts';

export const sampleAccounts = (): WorkloadReady['accounts'] =>
  ACCOUNTS.map(({ id, name, externalId, places }) => ({
    id,
    name,
    roleArn: readerRoleArn(id),
    externalId,
    places: places.map(({ region, group }) => ({ region, logGroup: group })),
  }));

export const sampleCredentials = (): WorkloadReady['credentials'] => ({
  accessKeyId: COLLECTOR.accessKeyId,
  secretAccessKey: COLLECTOR.secretAccessKey,
});
