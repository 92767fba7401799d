/**
 * What a guardrail found, one finding per detail, so that policy, action and type stay together. Traces of both
 * APIs are read as maps of unknown content: policies nobody knows yet are passed over, older traces lack fields
 * (GuardrailAssessment of the Bedrock runtime API).
 */
import {
  asBoolean,
  asCount,
  asList,
  asMilliseconds,
  asNumber,
  asObject,
  asText,
  type JsonObject,
  type Maybe,
} from '../documents/json';
import type { Envelope } from './envelope';

export type GuardrailSide = 'input' | 'output';

export interface GuardrailFinding {
  readonly side: GuardrailSide;
  readonly guardrailId?: string;
  readonly policy: string;
  readonly type?: string;
  readonly name?: string;
  /** `BLOCKED`, `ANONYMIZED`, or `NONE` where the guardrail only detects. */
  readonly action?: string;
  readonly confidence?: string;
  readonly strength?: string;
  readonly score?: number;
  readonly threshold?: number;
  readonly detected?: boolean;
  /** The text that matched: content. */
  readonly match?: string;
}

export interface GuardrailReport {
  /** Whether anything says that a guardrail took part; without a trace that is often unknown. */
  readonly present: boolean;
  readonly intervened: boolean;
  /** Sorted. */
  readonly ids: readonly string[];
  readonly findings: readonly GuardrailFinding[];
  /** Billed units by policy, added up over all assessments. */
  readonly units: ReadonlyMap<string, number>;
  readonly charactersGuarded?: number;
  readonly charactersTotal?: number;
  /** Milliseconds, added up over all assessments. */
  readonly processingLatency?: number;
}

interface PolicyList {
  readonly policy: string;
  /** Key of the policy in an assessment, and of the list of details inside it. */
  readonly key: string;
  readonly list: string;
  /** For details that carry no type of their own. */
  readonly type?: string;
}

/** Every list of details an assessment may hold; a new one is one line. */
const POLICY_LISTS: readonly PolicyList[] = [
  { policy: 'topic_policy', key: 'topicPolicy', list: 'topics' },
  { policy: 'content_policy', key: 'contentPolicy', list: 'filters' },
  { policy: 'word_policy', key: 'wordPolicy', list: 'customWords', type: 'CUSTOM_WORD' },
  { policy: 'word_policy', key: 'wordPolicy', list: 'managedWordLists' },
  { policy: 'sensitive_information_policy', key: 'sensitiveInformationPolicy', list: 'piiEntities' },
  {
    policy: 'sensitive_information_policy',
    key: 'sensitiveInformationPolicy',
    list: 'regexes',
    type: 'REGEX',
  },
  { policy: 'contextual_grounding_policy', key: 'contextualGroundingPolicy', list: 'filters' },
];

type Place = Pick<GuardrailFinding, 'side' | 'guardrailId'>;

const findingOf = (
  { side, guardrailId }: Place,
  { policy, type }: PolicyList,
  detail: JsonObject,
): GuardrailFinding => ({
  side,
  guardrailId,
  policy,
  type: asText(detail.type) ?? type,
  name: asText(detail.name),
  action: asText(detail.action),
  confidence: asText(detail.confidence),
  strength: asText(detail.filterStrength),
  score: asNumber(detail.score),
  threshold: asNumber(detail.threshold),
  detected: asBoolean(detail.detected),
  match: asText(detail.match),
});

/** Each finding of automated reasoning is an object with one key that says what it is. */
const reasoningFindings = (place: Place, assessment: JsonObject): GuardrailFinding[] =>
  asList(asObject(assessment.automatedReasoningPolicy)?.findings).flatMap((finding) =>
    Object.keys(asObject(finding) ?? {})
      .slice(0, 1)
      .map((type) => ({
        side: place.side,
        guardrailId: place.guardrailId,
        policy: 'automated_reasoning_policy',
        type,
      })),
  );

function findingsOf(place: Place, assessment: JsonObject): GuardrailFinding[] {
  const listed = POLICY_LISTS.flatMap((list) =>
    asList(asObject(assessment[list.key])?.[list.list])
      .map(asObject)
      .filter((detail): detail is JsonObject => detail !== undefined)
      .map((detail) => findingOf(place, list, detail)),
  );
  return [...listed, ...reasoningFindings(place, assessment)];
}

interface Assessed extends Place {
  readonly assessment: JsonObject;
}

/** `{<guardrail id>: assessment or list of assessments}`, or a list of such maps. */
function assessmentsIn(side: GuardrailSide, value: Maybe): Assessed[] {
  return asList(value).flatMap((byId) =>
    Object.entries(asObject(byId) ?? {}).flatMap(([guardrailId, assessments]) =>
      asList(assessments)
        .map(asObject)
        .filter((assessment): assessment is JsonObject => assessment !== undefined)
        .map((assessment) => ({ side, guardrailId: idOf(guardrailId), assessment })),
    ),
  );
}

/** Names of both APIs: `inputAssessment`/`outputAssessments` of Converse, `input`/`outputs` of InvokeModel. */
const assessmentsOf = (trace: JsonObject): Assessed[] => [
  ...assessmentsIn('input', trace.inputAssessment ?? trace.input),
  ...assessmentsIn('output', trace.outputAssessments ?? trace.outputs),
];

/** The id at the end of an ARN, or the id itself. */
const idOf = (identifier: string): string => identifier.slice(identifier.lastIndexOf('/') + 1);

/** `topicPolicyUnits` → `topic_policy`. */
const unitName = (key: string): string =>
  key.replace(/Units$/, '').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Policies with a unit counter (GuardrailUsage of the Bedrock runtime API). */
const UNIT_KEYS = [
  'topicPolicyUnits',
  'contentPolicyUnits',
  'contentPolicyImageUnits',
  'wordPolicyUnits',
  'sensitiveInformationPolicyUnits',
  'sensitiveInformationPolicyFreeUnits',
  'contextualGroundingPolicyUnits',
  'automatedReasoningPolicyUnits',
] as const;

const UNITS = UNIT_KEYS.map((key) => ({ key, name: unitName(key) }));

export const GUARDRAIL_UNITS: readonly string[] = UNITS.map(({ name }) => name);

const NO_GUARDRAIL: GuardrailReport = {
  present: false,
  intervened: false,
  ids: [],
  findings: [],
  units: new Map(),
};

/** Adds up counts that may be missing everywhere, which is not the same as 0. */
class Sum {
  value: number | undefined;
  add(count: number | undefined): void {
    if (count !== undefined) this.value = (this.value ?? 0) + count;
  }
}

/**
 * @param envelope what Bedrock added to the response
 * @param request the request's body: its `guardrailConfig` names a guardrail even where there is no trace
 */
export function readGuardrail(envelope: Envelope, request: Maybe): GuardrailReport {
  const config = asObject(asObject(request)?.guardrailConfig);
  const { guardrailTraces, guardrailAction, stoppedByGuardrail } = envelope;
  if (!config && !stoppedByGuardrail && guardrailAction === undefined && guardrailTraces.length === 0) {
    return NO_GUARDRAIL;
  }
  const assessed = guardrailTraces.flatMap(assessmentsOf);
  const configured = asText(config?.guardrailIdentifier);
  const ids = new Set<string>(configured === undefined ? [] : [idOf(configured)]);
  const units = new Map<string, number>();
  const guarded = new Sum();
  const total = new Sum();
  const latency = new Sum();
  for (const { guardrailId, assessment } of assessed) {
    if (guardrailId !== undefined && guardrailId !== '') ids.add(idOf(guardrailId));
    const applied = asText(asObject(assessment.appliedGuardrailDetails)?.guardrailId);
    if (applied !== undefined) ids.add(idOf(applied));
    const metrics = asObject(assessment.invocationMetrics);
    const usage = asObject(metrics?.usage);
    for (const { key, name } of UNITS) {
      const count = asCount(usage?.[key]);
      if (count !== undefined) units.set(name, (units.get(name) ?? 0) + count);
    }
    const characters = asObject(asObject(metrics?.guardrailCoverage)?.textCharacters);
    guarded.add(asCount(characters?.guarded));
    total.add(asCount(characters?.total));
    latency.add(asMilliseconds(metrics?.guardrailProcessingLatency));
  }
  return {
    present: true,
    intervened: stoppedByGuardrail || guardrailAction === 'INTERVENED',
    ids: [...ids].sort(),
    findings: assessed.flatMap((place) => findingsOf(place, place.assessment)),
    units,
    charactersGuarded: guarded.value,
    charactersTotal: total.value,
    processingLatency: latency.value,
  };
}
