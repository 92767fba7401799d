/** What documents say of themselves. */

/** Version of the Elastic Common Schema whose names the documents use. */
export const ECS_VERSION = '8.17.0';
/** Of invocations. */
export const DATASET = 'aws_bedrock.invocation';
export const CLOUDTRAIL_DATASET = 'aws_bedrock.cloudtrail';
