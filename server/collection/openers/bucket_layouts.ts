/** Which layout the objects of a stream have in their buckets. */
import type { ListingSettings } from '../../../common/integrations/sources/s3_listing_settings';
import type { NotificationsSettings } from '../../../common/integrations/sources/s3_notifications_settings';
import type { StreamName } from '../../../common/integrations/coverage';
import { BEDROCK_LAYOUT } from '../../sources/s3_objects/bedrock_layout';
import type { BucketLayout } from '../../sources/s3_objects/bucket_layout';
import { cloudTrailLayout } from '../../sources/s3_objects/cloudtrail_layout';

export type S3Settings = ListingSettings | NotificationsSettings;

export const layoutOf = (streamName: StreamName, settings: S3Settings): BucketLayout =>
  streamName === 'cloudtrail'
    ? cloudTrailLayout('organization_id' in settings ? settings.organization_id : undefined)
    : BEDROCK_LAYOUT;
