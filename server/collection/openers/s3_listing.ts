/** Opens a bucket that is listed, and the past of buckets, whichever way their live objects become known. */
import type { ListingSettings } from '../../../common/integrations/sources/s3_listing_settings';
import type { Span } from '../../../common/integrations/task';
import { forbidden } from '../../aws/allowed';
import type { ListingDependencies } from '../../sources/s3_listing/listing_dependencies';
import { s3BackfillSource } from '../../sources/s3_listing/s3_backfill_source';
import { bucketOf, s3ListingSource } from '../../sources/s3_listing/s3_listing_source';
import { s3Access } from '../../sources/s3_objects/s3_access';
import type { OpenedSource, OpenerDependencies, OpenRequest } from './task_sources';
import { layoutOf, type S3Settings } from './bucket_layouts';
import { openBodies } from './offloaded_bodies';

/** A batch holds several objects: one batch is stored while another waits. */
const BATCHES = 2;
/** Before a span that is not over is looked at again. */
const BACKFILL_INTERVAL_MS = 300_000;

/** Throws a `Failure` where the definition would touch what it may not. */
export function openS3Listing(
  request: OpenRequest<ListingSettings>,
  dependencies: OpenerDependencies,
): OpenedSource {
  const { definition, streamName, settings, region } = request;
  const { reading, ...opened } = openBuckets(request, [bucketOf(settings.bucket_arn)], dependencies);
  return {
    ...opened,
    source: s3ListingSource(
      reading,
      { accountId: definition.account.id, region },
      settings,
      layoutOf(streamName, settings),
    ),
    intervalMs: settings.bucket_list_interval * 1_000,
  };
}

/** Throws a `Failure` where the definition would touch what it may not. */
export function openS3Backfill(
  request: OpenRequest<S3Settings>,
  { from, to }: Span,
  dependencies: OpenerDependencies,
): OpenedSource {
  const { definition, streamName, settings, region } = request;
  const layout = layoutOf(streamName, settings);
  const buckets = settings.source === 's3_listing' ? [bucketOf(settings.bucket_arn)] : settings.buckets;
  const place = { accountId: definition.account.id, region };
  const { reading, ...opened } = openBuckets(request, buckets, dependencies);
  return {
    ...opened,
    source: s3BackfillSource(reading, { place, buckets, from, to, layout, settings }),
    intervalMs: BACKFILL_INTERVAL_MS,
  };
}

function openBuckets(
  request: OpenRequest<S3Settings>,
  buckets: readonly string[],
  dependencies: OpenerDependencies,
): Omit<OpenedSource, 'source' | 'intervalMs'> & { readonly reading: ListingDependencies } {
  const { definition, settings, region } = request;
  const { account, credentials } = definition;
  const { clients, allowed, clock, random } = dependencies;
  const refusal = forbidden({ accountId: account.id, credentials, buckets }, allowed);
  if (refusal !== undefined) throw refusal;
  const bodies =
    'offloaded_bodies' in settings ? openBodies({ definition, settings }, buckets, dependencies) : undefined;
  const objectsIn = s3Access(clients, credentials, settings, clock);
  return {
    reading: { objects: objectsIn(settings.bucket_region ?? region), clock, random },
    concurrency: BATCHES,
    objectsAtOnce: settings.number_of_workers,
    ...(bodies === undefined ? {} : { bodies }),
  };
}
