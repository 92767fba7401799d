/**
 * The sample estate as a collector has to know it, also where the process that plays AWS is not ours to ask: which
 * accounts, roles, log groups, buckets and queues there are, and the keys that may assume the roles (AWS's
 * documentation examples).
 */
import type { WorkloadReady } from './sample_integrations';
import { ACCOUNTS, COLLECTOR, readerRoleArn } from './workload/estate/accounts';
import { deliveriesOf } from './workload/estate/deliveries';

/** `awsUrl`: where the local AWS answers, without a slash at the end. */
export const sampleAccounts = (awsUrl: string): WorkloadReady['accounts'] =>
  ACCOUNTS.map(({ id, name, externalId, places }) => ({
    id,
    name,
    roleArn: readerRoleArn(id),
    externalId,
    places: places.map((place) => ({
      region: place.region,
      deliveries: [...deliveriesOf(place, (queue) => `${awsUrl}/${id}/${queue}`)],
    })),
  }));

export const sampleCredentials = (): WorkloadReady['credentials'] => ({
  accessKeyId: COLLECTOR.accessKeyId,
  secretAccessKey: COLLECTOR.secretAccessKey,
});
