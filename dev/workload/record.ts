/**
 * A planned call as Bedrock logs it: schema `ModelInvocationLog` 1.0, one line of JSON for each destination,
 * and the bodies that are kept apart in S3 (over 100 KB, or binary). The lines of the two destinations differ
 * only where a body is kept apart for one of them and dropped for the other. Source: "Monitor model invocation
 * using CloudWatch Logs and Amazon S3", Bedrock user guide.
 */
import { gzipSync } from 'node:zlib';

import { picture } from './bodies/picture';
import { isBlocked } from './bodies/body';
import { writerOf } from './bodies/registry';
import type { Call, Json } from './call';
import { placeOf } from './estate/accounts';
import { principalArn } from './plan/identity';
import { Random } from './random';

export const INLINE_LIMIT = 100 * 1024;

export interface KeptApart {
  readonly bucket: string;
  readonly key: string;
  readonly at: number;
  readonly contentType: string;
  readonly gzipped: boolean;
  readonly bytes: () => Buffer;
}

export interface WrittenCall {
  readonly call: Call;
  readonly logLine: string;
  /** The line of the S3 batch, where the place delivers to S3. */
  readonly s3Line: string | undefined;
  readonly keptApart: readonly KeptApart[];
}

interface Target {
  readonly bucket: string;
  readonly prefix: string;
}

/** Folder of the hour of `at`, as both batches and bodies kept apart use it. */
export function hourFolder(prefix: string, accountId: string, region: string, at: number): string {
  const [date = '', time = ''] = new Date(at).toISOString().split('T');
  return `${prefix}AWSLogs/${accountId}/BedrockModelInvocationLogs/${region}/${date.replaceAll('-', '/')}/${time.slice(0, 2)}/`;
}

export function writeCall(call: Call): WrittenCall {
  const { fact, task, application } = call;
  const place = placeOf(fact.accountId, fact.region);
  const keptApart: KeptApart[] = [];
  const keyOf = (target: Target, name: string) =>
    `${hourFolder(target.prefix, fact.accountId, fact.region, call.offloadedAt)}data/${fact.requestId}_${name}`;
  const keep = (target: Target, name: string, bytes: () => Buffer, contentType: string, gzipped: boolean) => {
    const key = keyOf(target, name);
    if (!keptApart.some((kept) => kept.bucket === target.bucket && kept.key === key)) {
      keptApart.push({ bucket: target.bucket, key, at: call.offloadedAt, contentType, gzipped, bytes });
    }
    return `s3://${target.bucket}/${key}`;
  };
  const writing = (name: string) => ({
    random: Random.of('body', name, call.salt),
    mediaUri: (index: number) =>
      place.largeData &&
      keep(place.largeData, `input_image_${index}.png`, () => picture(labelOf(call)), 'image/png', false),
  });
  const writer = writerOf(call);
  const oversize = task.kind === 'chat' && task.oversize;
  if (oversize && (place.largeData ?? place.s3)) {
    throw new Error(
      `${application.name}: a request that is planned by its length alone has to be kept in S3`,
    );
  }
  const input =
    call.bodyLogged && !oversize ? JSON.stringify(writer.input(call, writing('input'))) : undefined;
  const output = fact.errorCode === null ? JSON.stringify(writer.output(call, writing('output'))) : undefined;
  const largeInput = isLarge(input);
  const largeOutput = task.kind === 'image' || isLarge(output);
  const side = (
    target: Target | undefined,
    name: 'input' | 'output',
    body: string | undefined,
    large: boolean,
  ) => {
    if (body === undefined) return '';
    if (!large) return `"${name}BodyJson":${body}`;
    if (!target) return '';
    const path = keep(target, `${name}.json.gz`, () => gzipSync(body), 'application/json', true);
    return `"${name}BodyS3Path":${JSON.stringify(path)}`;
  };
  const lineFor = (target: Target | undefined): string => {
    const parts = [unclosed(head(call))];
    if (call.bodyLogged) {
      parts.push(`"input":${joined(inputCounts(call), side(target, 'input', input, largeInput))}`);
    }
    if (fact.errorCode === null) {
      parts.push(`"output":${joined(outputCounts(call), side(target, 'output', output, largeOutput))}`);
    }
    return `${parts.join(',')}}`;
  };
  const logLine = lineFor(place.largeData);
  const same = (!largeInput && !largeOutput) || place.s3?.prefix === place.largeData?.prefix;
  return { call, logLine, s3Line: place.s3 && (same ? logLine : lineFor(place.s3)), keptApart };
}

const isLarge = (body: string | undefined) =>
  body !== undefined && body.length > INLINE_LIMIT / 4 && Buffer.byteLength(body) > INLINE_LIMIT;

/** An object as JSON text whose closing brace is still to come, so that ready-made text can follow. */
const unclosed = (object: { readonly [key: string]: Json }) => JSON.stringify(object).slice(0, -1);

const joined = (object: { readonly [key: string]: Json }, more: string) =>
  `${unclosed(object)}${more && Object.keys(object).length > 0 ? ',' : ''}${more}}`;

function head(call: Call): { readonly [key: string]: Json } {
  const { fact, application, inferenceRegion } = call;
  return {
    timestamp: new Date(fact.timestamp).toISOString().replace('.000Z', 'Z'),
    accountId: fact.accountId,
    identity: identityOf(call),
    region: fact.region,
    requestId: fact.requestId,
    operation: fact.operation,
    modelId: fact.modelId,
    ...(inferenceRegion !== undefined && { inferenceRegion }),
    ...(fact.errorCode !== null && { errorCode: fact.errorCode }),
    ...(application.attributed && {
      requestMetadata: { team: application.team, cost_center: application.costCenter, app: application.name },
    }),
    schemaType: 'ModelInvocationLog',
    schemaVersion: '1.0',
  };
}

function identityOf({ fact, identity }: Call): Json {
  if (fact.caller === null) return {};
  const arn = principalArn(fact.accountId, fact.caller, fact.session);
  return identity === 'list' ? [{ arn }] : { arn };
}

const hasCounts = (call: Call) =>
  call.fact.errorCode === null && !(isBlocked(call) && call.fact.operation.startsWith('InvokeModel'));

/** Some older InvokeModel records have the cache counts in the usage of the body alone. */
function inputCounts(call: Call): { readonly [key: string]: Json } {
  const { tokens, operation } = call.fact;
  const caches = call.use.model.body === 'anthropic' || tokens.cacheRead > 0;
  const told = !operation.startsWith('InvokeModel') || !Random.of('cache counts', call.salt).chance(0.15);
  return {
    inputContentType: 'application/json',
    ...(hasCounts(call) && countsInput(call) && { inputTokenCount: tokens.input }),
    ...(hasCounts(call) &&
      caches &&
      told && {
        cacheReadInputTokenCount: tokens.cacheRead,
        cacheWriteInputTokenCount: tokens.cacheWrite5m + tokens.cacheWrite1h,
      }),
  };
}

/** Pictures and rankings are not billed by token, and their records count none. */
const countsInput = ({ task }: Call): boolean => task.kind === 'chat' || task.kind === 'embedding';

const outputCounts = (call: Call): { readonly [key: string]: Json } => ({
  outputContentType: 'application/json',
  ...(hasCounts(call) && call.task.kind === 'chat' && { outputTokenCount: call.fact.tokens.output }),
});

function labelOf({ task }: Call): number {
  if (task.kind !== 'chat') return 0;
  const image = task.messages.flatMap(({ parts }) => parts).find(({ kind }) => kind === 'image');
  return image?.kind === 'image' ? image.label : 0;
}
