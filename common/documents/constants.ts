/** What every document of an invocation says of itself. */

/** Version of the Elastic Common Schema whose names the documents use. */
export const ECS_VERSION = '8.17.0';
export const DATASET = 'aws_bedrock.invocation';
