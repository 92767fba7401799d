/** From a definition's credentials and settings to the objects of a region. */
import type { Credentials } from '../../../common/integrations/definition';
import type { AwsClients } from '../../aws/clients';
import { principalOf } from '../../aws/credentials';
import type { Clock } from '../../clock';
import { awsS3Objects } from './aws_s3_objects';
import type { S3Objects } from './s3_objects';

export interface S3AccessSettings {
  readonly fips: boolean;
  /** Seconds. */
  readonly api_timeout: number;
  /** Only S3 sources have it; bodies of a log group's records are addressed by host name. */
  readonly path_style?: boolean;
}

/** Clients are made when a region is first asked for. */
export const s3Access =
  (clients: AwsClients, credentials: Credentials, settings: S3AccessSettings, clock: Clock) =>
  (region: string): S3Objects =>
    awsS3Objects(
      clients.s3(credentials, region, { fips: settings.fips, pathStyle: settings.path_style ?? false }),
      { principal: principalOf(credentials), region },
      settings.api_timeout * 1_000,
      clock,
    );
