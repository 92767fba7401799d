/**
 * Guardrail assessments as Converse (`trace.guardrail`) and InvokeModel (`amazon-bedrock-trace`) log them.
 * Source: GuardrailAssessment and GuardrailTraceAssessment of the bedrock-runtime API, and the user guide's
 * "Use a guardrail with inference operations".
 */
import type { Call, GuardrailEvent, Json } from '../call';
import { textUnits } from '../prices';
import { BLOCKED_TEXT } from './body';

const ACTIONS = {
  none: 'NONE',
  detected: 'NONE',
  masked: 'ANONYMIZED',
  blocked_input: 'BLOCKED',
  blocked_output: 'BLOCKED',
} as const;

function policyOf({ policy, effect, match }: GuardrailEvent): { readonly [name: string]: Json } {
  const action = ACTIONS[effect];
  switch (policy) {
    case 'topic':
      return { topicPolicy: { topics: [{ name: match, type: 'DENY', action, detected: true }] } };
    case 'content':
      return {
        contentPolicy: {
          filters: [{ type: match, confidence: 'HIGH', filterStrength: 'HIGH', action, detected: true }],
        },
      };
    case 'word':
      return match === 'darn'
        ? { wordPolicy: { managedWordLists: [{ match, type: 'PROFANITY', action, detected: true }] } }
        : { wordPolicy: { customWords: [{ match, action, detected: true }] } };
    case 'pii':
      return {
        sensitiveInformationPolicy: {
          piiEntities: [{ type: kindOfPii(match), match, action, detected: true }],
        },
      };
  }
}

const kindOfPii = (match: string) =>
  match.includes('@') ? 'EMAIL' : match.startsWith('+') ? 'PHONE' : 'CREDIT_DEBIT_CARD_NUMBER';

function assessment(event: GuardrailEvent, found: boolean, characters: number): Json {
  const units = textUnits(characters);
  return {
    ...(found && policyOf(event)),
    invocationMetrics: {
      guardrailProcessingLatency: event.processingMs,
      usage: {
        topicPolicyUnits: units,
        contentPolicyUnits: units,
        wordPolicyUnits: units,
        sensitiveInformationPolicyUnits: units,
        sensitiveInformationPolicyFreeUnits: 0,
        contextualGroundingPolicyUnits: 0,
      },
      guardrailCoverage: { textCharacters: { guarded: characters, total: characters } },
    },
  };
}

interface Assessments {
  readonly id: string;
  readonly modelOutput: readonly string[];
  readonly input: Json;
  readonly outputs: readonly Json[];
  readonly reason: string;
}

function assess(call: Call, event: GuardrailEvent): Assessments | undefined {
  const guardrail = call.application.guardrail;
  if (!guardrail || !event.traced || call.task.kind !== 'chat') return undefined;
  const answers = call.task.answer.flatMap((part) => (part.kind === 'text' ? [part.text] : []));
  const { input, output } = event.read;
  const inputSide = event.effect === 'blocked_input' || event.effect === 'detected';
  const outputSide = event.effect === 'blocked_output' || event.effect === 'masked';
  return {
    id: guardrail.id,
    modelOutput: event.effect === 'blocked_output' ? answers : [],
    input: assessment(event, inputSide, input),
    outputs: output === null ? [] : [assessment(event, outputSide, output)],
    reason:
      event.effect === 'none' || event.effect === 'detected' ? 'No action.' : 'Guardrail blocked or masked.',
  };
}

/** `trace` of a Converse answer; undefined where tracing is off. */
export function converseTrace(call: Call): Json | undefined {
  const found = call.guardrail && assess(call, call.guardrail);
  if (!found) return undefined;
  return {
    guardrail: {
      ...(found.modelOutput.length > 0 && { modelOutput: found.modelOutput }),
      inputAssessment: { [found.id]: found.input },
      ...(found.outputs.length > 0 && { outputAssessments: { [found.id]: found.outputs } }),
      actionReason: found.reason,
    },
  };
}

/** Top-level keys that a guardrail adds to an InvokeModel body or to the last chunk of a stream. */
export function invokeKeys(call: Call): { readonly [name: string]: Json } {
  const event = call.guardrail;
  if (!event) return {};
  const found = assess(call, event);
  return {
    'amazon-bedrock-guardrailAction': call.fact.intervened ? 'INTERVENED' : 'NONE',
    ...(found && {
      'amazon-bedrock-trace': {
        guardrail: {
          ...(found.modelOutput.length > 0 && { modelOutput: found.modelOutput }),
          actionReason: found.reason,
          input: { [found.id]: found.input },
          outputs: found.outputs.map((output) => ({ [found.id]: output })),
        },
      },
    }),
  };
}

/** The whole answer of an InvokeModel call that was blocked: no id, model, stop reason or usage. */
export const blockedAnthropic = (call: Call): object => ({
  type: 'message',
  role: 'assistant',
  content: [{ type: 'text', text: BLOCKED_TEXT }],
  ...invokeKeys(call),
});
