/**
 * What a host has to be told in its yml to read the sample estate, or the account of this shell. The same
 * settings serve the slim host and, printed by `npm run host-config`, a real one.
 */
import { SAMPLE_CREDENTIALS } from './sample_integrations';

export interface SampleAws {
  /** Of the local AWS. */
  readonly url: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Settings below the root `bedrock`. */
export function hostSettings(aws: SampleAws | 'this shell'): Record<string, unknown> {
  if (aws === 'this shell') return { 'bedrock.aws.instance_metadata': true };
  const { accessKeyId, secretAccessKey } = aws.credentials;
  const keys = `bedrock.aws.credentials.${SAMPLE_CREDENTIALS}`;
  return {
    'bedrock.aws.endpoint': aws.url,
    [`${keys}.access_key_id`]: accessKeyId,
    [`${keys}.secret_access_key`]: secretAccessKey,
  };
}
