/**
 * What becomes of the sample traffic is what the ledger knows of it, record by record: tokens of each kind, cost,
 * finish, outcome, latency and pictures, for every family, operation and situation. The ledger's arithmetic and prices
 * are its own.
 */
import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import { modelOfProfile } from '../../common/models/profile_models';
import type { Call } from '../../dev/workload/call';
import { modelArnsOf, MODEL_RESOURCES, resourceArn } from '../../dev/workload/estate/model_resources';
import { generateHour } from '../../dev/workload/hour';
import type { WrittenCall } from '../../dev/workload/record';
import { offloadedBodies } from '../../server/transforms/invocation/offloaded';
import { transformInvocation } from '../../server/transforms/invocation/transform';

/** Two working hours, a night with its batches, and a weekend. */
const HOURS = [
  '2026-11-17T10:00Z',
  '2026-11-18T16:00Z',
  '2026-11-19T01:00Z',
  '2026-11-19T11:00Z',
  '2026-11-21T15:00Z',
];

/** As whoever asks AWS learns of them. */
const resolvedModels = Object.fromEntries(
  MODEL_RESOURCES.map((resource) => {
    const modelId = modelOfProfile(modelArnsOf(resource));
    return [resourceArn(resource), modelId === undefined ? {} : { modelId }];
  }),
);

const count = z.number().default(0);
const Document = z.object({
  event: z.object({ outcome: z.string() }),
  error: z.object({ code: z.string() }).optional(),
  user: z.object({ name: z.string() }).optional(),
  gen_ai: z.object({
    usage: z.object({ prompt_tokens: count, completion_tokens: count, total_tokens: count }).prefault({}),
    performance: z
      .object({ response_time: z.number().optional(), start_response_time: z.number().optional() })
      .prefault({}),
  }),
  aws_bedrock: z.object({
    invocation: z.object({
      finish_reason: z.string().optional(),
      body_reader: z.string().optional(),
      images_count: count,
      input: z
        .object({
          cache_read_token_count: count,
          cache_write_token_count: count,
          cache_write_1h_token_count: count,
        })
        .prefault({}),
      guardrail: z.object({ intervened: z.boolean().optional() }).prefault({}),
      cost: z.object({ priced: z.boolean(), total: z.number().optional() }).optional(),
    }),
  }),
});

/** The document of a call, with the bodies that are kept beside its record. */
function documentOf({ logLine, s3Line, keptApart }: WrittenCall) {
  const line = s3Line ?? logLine;
  const body = (path: string | undefined): string | undefined => {
    const kept = keptApart.find(({ bucket, key }) => path === `s3://${bucket}/${key}`);
    return kept && gunzipSync(kept.bytes()).toString('utf8');
  };
  const paths = offloadedBodies(line);
  const [input, output] = [body(paths?.input), body(paths?.output)];
  const bodies = { ...(input === undefined ? {} : { input }), ...(output === undefined ? {} : { output }) };
  const outcome = transformInvocation(
    line,
    {
      namespace: 'default',
      contentMode: 'none',
      requestMetadata: true,
      lookups: { accountNames: {}, resolvedModels },
    },
    bodies,
  );
  if (outcome.status !== 'indexed') throw new Error(`a call of the sample was ${outcome.status}`);
  return Document.parse(outcome.document);
}

/** Where the words for it are; a blocked InvokeModel is logged without any, as are errors, vectors, most pictures. */
function finishOf({ fact, task, guardrail, use }: Call): string | undefined {
  if (fact.errorCode !== null) return undefined;
  // Of all that makes pictures, one says of each that it is well made.
  if (use.model.body === 'sdxl') return 'stop';
  if (task.kind !== 'chat') return undefined;
  const converses = fact.operation.startsWith('Converse');
  const blocked = guardrail?.effect === 'blocked_input' || guardrail?.effect === 'blocked_output';
  if (fact.intervened && (converses || blocked)) return 'guardrail';
  return { end: 'stop', length: 'length', tool: 'tool_use' }[task.stop];
}

/** Each price of a call (input, output, two cache kinds, guardrail) is kept to ten decimals: half of that each. */
const ROUNDING = 6 * 0.5e-10;

const expectationOf = (call: Call) => {
  const { fact } = call;
  const { input, output, cacheRead, cacheWrite5m, cacheWrite1h } = fact.tokens;
  const billed = fact.errorCode === null;
  return {
    tokens: { input, output, cacheRead, cacheWrite: cacheWrite5m + cacheWrite1h, cacheWrite1h },
    total: input + output + cacheRead + cacheWrite5m + cacheWrite1h,
    finish: finishOf(call),
    outcome: billed && !fact.intervened ? 'success' : 'failure',
    error: fact.errorCode ?? undefined,
    caller: fact.caller ?? undefined,
    intervened: fact.intervened,
    images: fact.images,
    latency: fact.latencyMs ?? undefined,
    firstByte: fact.firstByteMs ?? undefined,
  };
};

const toldBy = ({
  event,
  error,
  user,
  gen_ai: genAi,
  aws_bedrock: { invocation },
}: z.infer<typeof Document>) => ({
  tokens: {
    input: genAi.usage.prompt_tokens,
    output: genAi.usage.completion_tokens,
    cacheRead: invocation.input.cache_read_token_count,
    cacheWrite: invocation.input.cache_write_token_count,
    cacheWrite1h: invocation.input.cache_write_1h_token_count,
  },
  total: genAi.usage.total_tokens,
  finish: invocation.finish_reason,
  outcome: event.outcome,
  error: error?.code,
  caller: user?.name,
  intervened: invocation.guardrail.intervened ?? false,
  images: invocation.images_count,
  latency: genAi.performance.response_time,
  firstByte: genAi.performance.start_response_time,
});

const shapeOf = ({ fact, use }: Call): string =>
  `${fact.operation.startsWith('Converse') ? 'any' : use.model.body} ${fact.operation}`;

const byShape = new Map<string, { call: Call; document: z.infer<typeof Document> }[]>();
for (const hour of HOURS)
  for (const written of generateHour('ledger', Date.parse(hour)).calls) {
    const shape = shapeOf(written.call);
    const entries = byShape.get(shape) ?? [];
    entries.push({ call: written.call, document: documentOf(written) });
    byShape.set(shape, entries);
  }

test('every family of the sample is there', () => {
  expect(byShape.size).toBeGreaterThan(15);
  for (const [shape, calls] of byShape) expect([shape, calls.length > 0]).toEqual([shape, true]);
});

describe.each([...byShape])('%s', (_shape, calls) => {
  test('says of each call what the ledger says', () => {
    for (const { call, document } of calls)
      expect({ id: call.fact.requestId, ...toldBy(document) }).toEqual({
        id: call.fact.requestId,
        ...expectationOf(call),
      });
  });

  test('costs what the ledger says, call by call', () => {
    let [told, known] = [0, 0];
    for (const { call, document } of calls) {
      const { cost } = document.aws_bedrock.invocation;
      const { spend, errorCode, requestId } = call.fact;
      const usd = cost?.total ?? 0;
      const expected = Number(spend ?? 0n) / 1e12;
      const priced = spend !== null && errorCode === null;
      expect({ requestId, right: Math.abs(usd - expected) <= ROUNDING, usd, expected }).toMatchObject({
        requestId,
        right: true,
      });
      if (cost !== undefined && expected > 0) expect(cost.priced).toBe(priced);
      told += usd;
      known += expected;
    }
    expect(Math.abs(told - known)).toBeLessThanOrEqual(calls.length * ROUNDING);
  });

  test('is read by a reader that knows its shape', () => {
    const unread = calls.filter(({ call, document }) => {
      const { body_reader: reader } = document.aws_bedrock.invocation;
      return call.fact.errorCode === null && (reader === 'failed' || reader === 'unknown');
    });
    expect(unread).toEqual([]);
  });
});
