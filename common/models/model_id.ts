/**
 * What a logged `modelId` says about the model behind it. Callers pass base ids, system inference profiles and
 * ARNs of a dozen kinds; some ARNs are opaque and stay unresolved, visibly, unless a lookup or the body tells.
 * Forms: ConversationalModelId and InvokeModelIdentifier of the Bedrock runtime API.
 */
import { remembered } from '../remember';
import { familyOf } from './family';
import { isGeographyBefore, vendorOf } from './vendors';

export interface ModelIdentity {
  /** Exactly as logged. */
  readonly modelId: string;
  /** `foundation-model`, `inference-profile`, `application-inference-profile`, `provisioned-model`, … */
  readonly resourceType?: string;
  readonly resourceId?: string;
  /** What people called the resource, where a lookup told. */
  readonly resourceName?: string;
  /** Where a system inference profile may route: `us`, `eu`, `apac`, `global`, … */
  readonly geography?: string;
  readonly vendor?: string;
  readonly family?: string;
  /** The model's own id: no geography, no context size. Absent when the id is opaque. */
  readonly baseId?: string;
  /** The id that could be read: `modelId` itself, the part of an ARN, or what a lookup or the body told. */
  readonly readableId?: string;
  /** How the model was found: read from what was logged, from a configured or fetched map, or from the body. */
  readonly resolvedBy?: 'id' | 'lookup' | 'body';
}

/** What a lookup told of an opaque id. Without anything: it was looked up in vain. */
export interface ResolvedModel {
  /** A readable id or ARN of the model behind; absent where there is none, as behind an imported model. */
  readonly modelId?: string;
  /** What people called the resource. */
  readonly name?: string;
}

/** By id as logged. */
export type ResolvedModels = Readonly<Record<string, ResolvedModel>>;

const ARN = /^arn:aws[a-z-]*:([a-z0-9-]+):[a-z0-9-]*:\d*:([^/:]+)[/:](.+)$/;
const CONTEXT_SIZE = /^(.+:\d+):[^:]+$/;
const PROMPT_VERSION = /(:prompt\/[^:]+):[^:]+$/;

type Readable = Pick<ModelIdentity, 'geography' | 'vendor' | 'family' | 'baseId' | 'readableId'>;

/** `us.anthropic.claude-…`: an optional geography, a vendor, a name. Undefined when there is no vendor to read. */
function parseName(id: string): Readable | undefined {
  const firstDot = id.indexOf('.');
  if (firstDot <= 0) return undefined;
  const head = id.slice(0, firstDot);
  const rest = id.slice(firstDot + 1);
  const secondDot = rest.indexOf('.');
  const second = secondDot > 0 ? rest.slice(0, secondDot) : undefined;
  const routed = second !== undefined && isGeographyBefore(head, second);
  const prefix = routed ? second : head;
  const ownId = routed ? rest : id;
  const baseId = CONTEXT_SIZE.exec(ownId)?.[1] ?? ownId;
  const name = baseId.slice(prefix.length + 1);
  const family = familyOf(name, prefix);
  if (family === '') return undefined;
  return {
    ...(routed ? { geography: head } : {}),
    vendor: vendorOf(prefix),
    family,
    baseId,
    readableId: id,
  };
}

/** The readable model id inside an ARN's resource, where there is one. */
function nameInside(resourceType: string, resourceId: string): Readable | undefined {
  switch (resourceType) {
    case 'foundation-model':
    case 'inference-profile':
      return parseName(resourceId);
    case 'custom-model': {
      // custom-model/<base model>/<12 characters>: the base model is what it was tuned from.
      const slash = resourceId.indexOf('/');
      return slash > 0 ? parseName(resourceId.slice(0, slash)) : undefined;
    }
    default:
      return undefined;
  }
}

function parseOnce(id: string): Omit<ModelIdentity, 'modelId' | 'resolvedBy'> {
  const arn = ARN.exec(id);
  if (arn) {
    const [, service, type = '', resourceId = ''] = arn;
    // A Marketplace model on an endpoint of SageMaker: its type says nothing without the service.
    const resourceType = service === 'bedrock' ? type : `${service}-${type}`;
    return { resourceType, resourceId, ...nameInside(resourceType, resourceId) };
  }
  const readable = id.startsWith('arn:') ? undefined : parseName(id);
  if (!readable) return {};
  return {
    resourceType: readable.geography === undefined ? 'foundation-model' : 'inference-profile',
    resourceId: id,
    ...readable,
  };
}

const readId = remembered((modelId): ModelIdentity => {
  const parsed = parseOnce(modelId);
  return parsed.baseId === undefined ? { modelId, ...parsed } : { modelId, ...parsed, resolvedBy: 'id' };
});

/** What is known of an id: of exactly this one, or of a prompt in whichever version. */
export function resolvedIn(resolved: ResolvedModels, modelId: string): ResolvedModel | undefined {
  if (Object.hasOwn(resolved, modelId)) return resolved[modelId];
  const versionless = modelId.replace(PROMPT_VERSION, '$1');
  return versionless !== modelId && Object.hasOwn(resolved, versionless) ? resolved[versionless] : undefined;
}

/** Never throws; what cannot be read is absent. */
export function parseModelId(modelId: string, resolved: ResolvedModels = {}): ModelIdentity {
  const identity = readId(modelId);
  if (identity.baseId !== undefined) return identity;
  const told = resolvedIn(resolved, modelId);
  if (told === undefined) return identity;
  const named = told.name === undefined ? identity : { ...identity, resourceName: told.name };
  const found = told.modelId === undefined ? undefined : readId(told.modelId);
  if (found?.baseId === undefined) return named;
  return { ...found, ...named, resolvedBy: 'lookup' };
}

/** Kinds of resources whose ARN alone tells no model, and which AWS can be asked about. */
const LOOKED_UP: ReadonlySet<string> = new Set([
  'application-inference-profile',
  'custom-model',
  'custom-model-deployment',
  'imported-model',
  'default-prompt-router',
  'prompt-router',
  'provisioned-model',
]);

/** The id, where a lookup could tell more than it does and `resolved` says nothing of it, not even that it was in vain. */
export function unknownIn(
  resolved: ResolvedModels,
  { modelId, resourceType, resolvedBy }: ModelIdentity,
): string | undefined {
  if (resolvedBy === 'id' || resolvedBy === 'lookup' || resourceType === undefined) return undefined;
  return LOOKED_UP.has(resourceType) && resolvedIn(resolved, modelId) === undefined ? modelId : undefined;
}
