/** Who is behind a session number, and what a model id says about the model and about where it runs. */
import type { Caller, ModelUse } from '../estate/application';
import { resourceAt } from '../estate/model_resources';
import type { Fact } from '../fact';
import { ratesOf } from '../prices';
import type { Rates } from '../prices';
import type { Random } from '../random';

export function callerOf(
  callers: readonly Caller[],
  session: number,
): { caller: string; session: string | null } {
  let left = session;
  for (const caller of callers) {
    const many = caller.kind === 'role' ? caller.sessions.length : 1;
    if (left < many) {
      return {
        caller: caller.name,
        session: caller.kind === 'role' ? (caller.sessions[left] ?? null) : null,
      };
    }
    left -= many;
  }
  throw new RangeError(`session ${session} is beyond the callers`);
}

export function principalArn(accountId: string, caller: string, session: string | null): string {
  return session === null
    ? `arn:aws:iam::${accountId}:user/${caller}`
    : `arn:aws:sts::${accountId}:assumed-role/${caller}/${session}`;
}

const OPAQUE = /:(application-inference-profile|imported-model|provisioned-model)\//;
const GEOGRAPHY = /^(us|eu|global)\./;

/** The id inside a transparent ARN, or the id itself. */
const idIn = (modelId: string) =>
  modelId.startsWith('arn:') ? modelId.slice(modelId.lastIndexOf('/') + 1) : modelId;

export interface ModelFacts {
  readonly modelBaseId: string;
  readonly modelFrom: Fact['modelFrom'];
  readonly rates: Rates | undefined;
}

/** See fact.ts for what counts as known. `bodyNames`: the answer is logged and names the model. */
export function modelFacts({ modelId, model }: ModelUse, bodyNames: boolean): ModelFacts {
  if (!OPAQUE.test(modelId)) {
    const id = idIn(modelId);
    const modelBaseId = id.replace(GEOGRAPHY, '');
    return { modelBaseId, modelFrom: 'id', rates: ratesOf(id, modelBaseId) };
  }
  const resource = resourceAt(modelId);
  if (resource?.baseId !== undefined) {
    const { baseId, routes, type } = resource;
    const ids = routes === undefined ? [baseId] : [`${routes.geography}.${baseId}`, baseId];
    // Provisioned throughput is paid for by the hour, whoever calls it.
    return {
      modelBaseId: baseId,
      modelFrom: 'lookup',
      rates: type === 'provisioned-model' ? undefined : ratesOf(...ids),
    };
  }
  if (bodyNames && model.nameInBody !== undefined) {
    return { modelBaseId: model.baseId, modelFrom: 'body', rates: ratesOf(model.baseId) };
  }
  return { modelBaseId: modelId, modelFrom: 'nothing', rates: undefined };
}

const REGIONS = {
  us: ['us-east-1', 'us-east-2', 'us-west-2'],
  eu: ['eu-central-1', 'eu-west-1', 'eu-west-3', 'eu-north-1'],
  global: ['us-east-1', 'us-west-2', 'eu-central-1', 'ap-northeast-1', 'ap-southeast-2'],
} as const;

/** Always there behind a cross-region profile, now and then (equal to the source region) elsewhere. */
export function inferenceRegionOf(random: Random, { modelId }: ModelUse, region: string): string | undefined {
  const geography = GEOGRAPHY.exec(idIn(modelId))?.[1];
  if (geography === 'us' || geography === 'eu' || geography === 'global') {
    return random.chance(0.55) ? region : random.pick(REGIONS[geography]);
  }
  return random.chance(0.1) ? region : undefined;
}
