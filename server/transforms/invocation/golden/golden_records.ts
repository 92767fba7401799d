/** The records that golden data stand for: one for each situation and quirk of each family. */
import { asObject, type JsonObject } from '../../../../common/documents/json';
import { type Golden, type GoldenCase, SITUATIONS } from './golden';
import { GOLDENS } from './goldens';

export interface GoldenRecord {
  readonly name: string;
  readonly situation: GoldenCase;
  readonly record: JsonObject;
}

/** What every record says, whichever model was called. */
const COMMON: JsonObject = {
  schemaType: 'ModelInvocationLog',
  schemaVersion: '1.0',
  timestamp: '2026-04-19T13:28:51Z',
  accountId: '111122223333',
  region: 'us-east-1',
  requestId: '11111111-2222-3333-4444-555555555555',
  identity: { arn: 'arn:aws:sts::111122223333:assumed-role/Checkout/i-0abc' },
};

function recordOf({ modelId }: Golden, situation: GoldenCase, streamed: boolean): JsonObject {
  const { input, output, ...more } = situation.record ?? {};
  const { request, response } = situation;
  return {
    ...COMMON,
    modelId,
    operation: streamed ? 'InvokeModelWithResponseStream' : 'InvokeModel',
    ...(request === undefined && input === undefined
      ? {}
      : { input: { inputBodyJson: request ?? null, ...asObject(input) } }),
    ...(response === undefined && output === undefined
      ? {}
      : { output: { outputBodyJson: response ?? null, ...asObject(output) } }),
    ...more,
  };
}

export const GOLDEN_RECORDS: readonly GoldenRecord[] = GOLDENS.flatMap((golden) => {
  const { family, situations, quirks = {} } = golden;
  const named: (readonly [string, GoldenCase])[] = [];
  for (const name of SITUATIONS) {
    const situation = situations[name];
    if ('told' in situation) named.push([name, situation]);
  }
  named.push(...Object.entries(quirks));
  return named.map(([name, situation]) => ({
    name: `${family}: ${name}`,
    situation,
    record: recordOf(golden, situation, name === 'stream' || Array.isArray(situation.response)),
  }));
});
