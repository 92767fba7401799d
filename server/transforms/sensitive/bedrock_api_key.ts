/**
 * Amazon Bedrock API keys (Bedrock user guide, API keys): long-term ones begin with `ABSK` and the base64 of
 * `BedrockAPIKey-`, short-term ones with `bedrock-api-key-` and the base64 of a presigned request.
 */
import { matchAt, type Detector } from './detector';

const KEY = /(?:ABSKQmVkcm9ja0FQSUtleS|bedrock-api-key-)[A-Za-z0-9+/_-]{16,}={0,2}/y;

export const bedrockApiKey: Detector = {
  kind: 'bedrock_api_key',
  group: 'secret',
  sign: 'token',
  prefixes: ['ABSK', 'bedrock-api-key-'],
  find: (text, start, _end, found) => matchAt(KEY, text, start, found),
};
