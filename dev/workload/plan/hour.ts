/**
 * Plans an hour: every call with its facts, in order of time. A pure function of seed and hour; nothing is
 * carried from one hour to the next. The ledger reads these plans; what Bedrock would write about them is
 * made from the same plans elsewhere.
 */
import type { Call, GuardrailEvent } from '../call';
import type { Application } from '../estate/application';
import { APPLICATIONS } from '../estate/applications';
import type { Fact } from '../fact';
import { costOf, NO_TOKENS, textUnits } from '../prices';
import { Random } from '../random';
import { callsInHour, expectedCalls, HOUR } from '../rhythm';
import { layOut } from './conversations';
import type { Draft } from './draft';
import { failureOf, guardrailOf } from './fate';
import { callerOf, inferenceRegionOf, modelFacts } from './identity';
import { runaway } from './runaway';
import { chatTokens, embeddingTokens, latencyOf } from './usage';
import type { CacheUse } from './usage';

const LONGEST_LOG_DELAY = 300_000;

export function planHour(seed: string, hourStart: number): readonly Call[] {
  if (!Number.isInteger(hourStart / HOUR)) {
    throw new RangeError(`${hourStart} is not the start of an hour in epoch milliseconds`);
  }
  return APPLICATIONS.flatMap((application) => planApplication(seed, application, hourStart)).sort(
    (a, b) => a.fact.timestamp - b.fact.timestamp || (a.fact.requestId < b.fact.requestId ? -1 : 1),
  );
}

function planApplication(seed: string, application: Application, hourStart: number): readonly Call[] {
  const volume = callsInHour(seed, application, hourStart);
  const random = Random.of(seed, 'calls', application.name, hourStart);
  const drafts = [
    ...layOut(random, application, volume.usual),
    ...layOut(random, application, volume.batch),
    ...runaway(seed, application, hourStart, volume.runaway),
  ].sort((a, b) => a.offset - b.offset);
  const load = expectedCalls(seed, application, hourStart) / application.rhythm.peak;
  const cached = new Map<string, number>();
  return drafts.map((draft, i) => decide(seed, application, hourStart, draft, i, load, cached));
}

/** `cached`: offset of the last use of each model's cached prefix within this hour; an hour starts cold. */
function decide(
  seed: string,
  application: Application,
  hourStart: number,
  draft: Draft,
  index: number,
  load: number,
  cached: Map<string, number>,
): Call {
  const salt = `${seed}/${application.name}/${hourStart}/${index}`;
  const random = Random.of('call', salt);
  const { task, use } = draft;
  const requestId = random.uuid();
  const timestamp = hourStart + draft.offset * 1000;
  const failure = failureOf(random, application, use, load, draft.incident);
  const guardrail =
    application.guardrail && !failure && task.kind === 'chat'
      ? guardrailOf(random, application.guardrail, task)
      : undefined;
  const converses = use.operation === 'Converse' || use.operation === 'ConverseStream';
  const blocked = guardrail?.effect === 'blocked_input' || guardrail?.effect === 'blocked_output';
  const empty = failure !== undefined || (blocked && (!converses || guardrail.effect === 'blocked_input'));
  const tokens = empty ? NO_TOKENS : tokensOf(draft, cached);
  const images = task.kind === 'image' && !failure ? task.count : 0;
  const guardrailUnits = guardrail?.traced ? textUnits(guardrail.read.input, guardrail.read.output) : 0;
  const measured = failure ? null : measure(random, draft, tokens, guardrail);
  const identity = identityOf(random, application);
  const who = callerOf(application.callers, draft.session);
  const model = modelFacts(use, !failure && use.model.body === 'anthropic' && !converses && !blocked);
  const recorded = measured && !(blocked && !converses) ? measured : null;
  const fact: Fact = {
    requestId,
    timestamp,
    accountId: application.accountId,
    region: application.region,
    application: application.name,
    operation: use.operation,
    modelId: use.modelId,
    modelBaseId: model.modelBaseId,
    modelFrom: model.modelFrom,
    caller: identity === 'empty' ? null : who.caller,
    session: identity === 'empty' ? null : who.session,
    errorCode: failure?.code ?? null,
    tokens,
    images,
    guardrailUnits,
    intervened: blocked || guardrail?.effect === 'masked',
    latencyMs: use.operation === 'InvokeModel' ? null : (recorded?.latencyMs ?? null),
    firstByteMs: use.operation === 'InvokeModelWithResponseStream' ? (recorded?.firstByteMs ?? null) : null,
    measured: measured && {
      latencyMs: measured.latencyMs,
      firstByteMs: streams(draft) ? measured.firstByteMs : null,
    },
    spend: failure
      ? 0n
      : model.rates
        ? costOf(model.rates, {
            tokens,
            guardrailUnits,
            images: task.kind === 'image' ? task : undefined,
            queries: task.kind === 'rerank' ? 1 : 0,
          })
        : null,
    planted: draft.planted,
    incident: draft.incident,
  };
  const ran = measured?.latencyMs ?? 400;
  const late = random.chance(0.02) ? random.between(80_000, 180_000) : random.between(8_000, 45_000);
  return {
    fact,
    application,
    use,
    task,
    guardrail,
    salt,
    identity,
    bodyLogged: failure?.bodyLogged ?? true,
    inferenceRegion: blocked && !converses ? undefined : inferenceRegionOf(random, use, application.region),
    loggedAt: timestamp + Math.min(LONGEST_LOG_DELAY, Math.round(ran + late)),
    offloadedAt: timestamp + Math.round(ran + random.between(2_000, 60_000)),
  };
}

const streams = ({ use }: Draft) => use.operation.endsWith('Stream');

function tokensOf({ task, use, offset, requestChars }: Draft, cached: Map<string, number>) {
  if (task.kind === 'image' || task.kind === 'rerank') return NO_TOKENS;
  if (task.kind === 'embedding') return embeddingTokens(task, use.model);
  const last = cached.get(use.modelId);
  if (task.cache !== 'none') cached.set(use.modelId, offset);
  const warm = last !== undefined && offset - last < (task.cache === '1h' ? 3600 : 300);
  const cold: CacheUse = task.cache === '1h' ? 'write_1h' : 'write_5m';
  return chatTokens(task, use.model, task.cache === 'none' ? 'none' : warm ? 'read' : cold, requestChars);
}

/** A blocked input never reaches the model: only the guardrail takes time. */
function measure(
  random: Random,
  { task, use }: Draft,
  tokens: typeof NO_TOKENS,
  guardrail: GuardrailEvent | undefined,
) {
  const model = latencyOf(random, use.model, tokens, task.kind === 'image' ? task : undefined);
  const extra = guardrail?.processingMs ?? 0;
  if (guardrail?.effect === 'blocked_input') return { latencyMs: extra + 60, firstByteMs: extra + 60 };
  return { latencyMs: model.latencyMs + extra, firstByteMs: model.firstByteMs + extra };
}

/** Now and then a record says less about the caller, or says it in a list. */
function identityOf(random: Random, { callers }: Application): Call['identity'] {
  const luck = random.next();
  if (callers.some(({ kind }) => kind === 'user') && luck < 0.01) return 'empty';
  return luck < 0.013 && luck >= 0.01 ? 'list' : 'object';
}
