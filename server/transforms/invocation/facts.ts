/**
 * Everything a record says, found once and in one place, from which both documents are written: what the bodies
 * tell, which model it was and what was used.
 */
import type { Conversation } from '../../../common/bodies/conversation';
import { readEnvelope } from '../../../common/bodies/envelope';
import { normalisedFinishReason, type FinishReason } from '../../../common/bodies/finish_reasons';
import { readGuardrail, type GuardrailReport } from '../../../common/bodies/guardrail';
import { readBodies } from '../../../common/bodies/registry';
import { asCount, first } from '../../../common/documents/json';
import { resolveByBody } from '../../../common/models/body_model';
import { operationNameOf, type OperationName } from '../../../common/models/kinds';
import { parseModelId, type ModelIdentity } from '../../../common/models/model_id';
import type { Lookups } from '../context';
import { findIndicators, type Indicators } from '../indicators/find_indicators';
import { SearchedTexts } from '../sensitive/searched_texts';
import type { InvocationRecord } from './record';
import { tokensOf, type Tokens } from './tokens';

export interface Facts {
  readonly model: ModelIdentity;
  readonly reader: string | undefined;
  readonly conversation: Conversation;
  readonly operationName: OperationName | undefined;
  readonly guardrail: GuardrailReport;
  readonly indicators: Indicators;
  /** Texts of the conversation that were looked through for what is sensitive. */
  readonly searched: SearchedTexts;
  readonly finishReason: FinishReason | undefined;
  readonly tokens: Tokens;
  readonly images: number | undefined;
  /** Milliseconds. */
  readonly responseTime: number | undefined;
  /** Milliseconds. */
  readonly startResponseTime: number | undefined;
  readonly outputTokensPerSecond: number | undefined;
  readonly failed: boolean;
}

/** Tokens after the first over the time after the first byte; only a stream tells when that was. */
function tokensPerSecond(
  tokens: number | undefined,
  total: number | undefined,
  start: number | undefined,
): number | undefined {
  if (tokens === undefined || total === undefined || start === undefined || total <= start) return undefined;
  const speed = tokens / ((total - start) / 1000);
  return Number.isFinite(speed) ? speed : undefined;
}

/** What came back is counted; where the answer is not inline, what was asked for, unless the call failed. */
function imagesOf(
  { outputMedia, errorCode }: InvocationRecord,
  { images }: Conversation,
): number | undefined {
  return first(
    asCount(outputMedia.outputImageCount),
    images?.count,
    errorCode === undefined ? images?.requested : undefined,
  );
}

export function findFacts(record: InvocationRecord, lookups: Lookups): Facts {
  const { modelId, operation, errorCode, output, request } = record;
  const logged: ModelIdentity =
    modelId === undefined ? { modelId: '' } : parseModelId(modelId, lookups.resolvedModels);
  const { reader, conversation } = readBodies(
    { operation, vendor: logged.vendor, family: logged.family },
    { request, response: output.body },
  );
  const model = resolveByBody(logged, conversation.responseModel);
  const envelope = readEnvelope(output.body);
  const guardrail = readGuardrail(envelope, request);
  const searched = new SearchedTexts();
  const tokens = tokensOf(record, conversation.usage, envelope.usage, model.family);
  const operationName = conversation.operationName ?? operationNameOf(operation, model);
  const images = imagesOf(record, conversation);
  const responseTime = first(conversation.latency.total, envelope.latency.total);
  const startResponseTime = first(conversation.latency.firstByte, envelope.latency.firstByte);
  return {
    model,
    reader,
    conversation,
    operationName,
    guardrail,
    indicators: findIndicators(conversation, searched),
    searched,
    // A blocked InvokeModel answer carries no reason of its own.
    finishReason:
      normalisedFinishReason(conversation.finishReasons) ?? (guardrail.intervened ? 'guardrail' : undefined),
    tokens,
    images,
    responseTime,
    startResponseTime,
    outputTokensPerSecond: tokensPerSecond(tokens.output, responseTime, startResponseTime),
    failed: errorCode !== undefined || guardrail.intervened,
  };
}
