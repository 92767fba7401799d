/**
 * Golden transforms of what guardrails did (Bedrock runtime API, GuardrailTraceAssessment; Bedrock user guide, use
 * a guardrail with InvokeModel); expected by hand.
 */
import type { JsonObject } from '../../../common/documents/json';
import {
  RECORD,
  indexed,
  invocation,
  CONVERSE_INPUT,
  CONVERSE_OUTPUT,
  CONVERSE,
  ANTHROPIC_INPUT,
} from './golden_record.test_support';

describe('guardrails', () => {
  // Bedrock runtime API, GuardrailTraceAssessment.
  const TRACE: JsonObject = {
    modelOutput: ['secret answer'],
    inputAssessment: {
      gr1: {
        topicPolicy: { topics: [{ name: 'Finance', type: 'DENY', action: 'BLOCKED', detected: true }] },
        contentPolicy: {
          filters: [
            {
              type: 'PROMPT_ATTACK',
              confidence: 'HIGH',
              filterStrength: 'MEDIUM',
              action: 'BLOCKED',
              detected: true,
            },
          ],
        },
        invocationMetrics: {
          guardrailProcessingLatency: 120,
          usage: { topicPolicyUnits: 1, contentPolicyUnits: 2, wordPolicyUnits: 0 },
          guardrailCoverage: { textCharacters: { guarded: 40, total: 50 } },
        },
      },
    },
    outputAssessments: {
      gr1: [
        {
          wordPolicy: { customWords: [{ match: 'forbidden-word', action: 'NONE', detected: true }] },
          contextualGroundingPolicy: {
            filters: [{ type: 'GROUNDING', threshold: 0.7, score: 0.4, action: 'NONE' }],
          },
          automatedReasoningPolicy: { findings: [{ invalid: { translation: {} } }] },
          futurePolicy: { things: [{ type: 'NEW' }] },
          invocationMetrics: { guardrailProcessingLatency: 30, usage: { contentPolicyUnits: 1 } },
        },
      ],
    },
  };

  test('a trace of Converse: findings keep policy, type and action together', () => {
    const record = {
      ...CONVERSE,
      output: {
        outputBodyJson: {
          ...CONVERSE_OUTPUT,
          stopReason: 'guardrail_intervened',
          trace: { guardrail: TRACE },
        },
      },
    };
    const { document, content } = indexed(record);
    expect(document).toMatchObject({
      event: { outcome: 'failure' },
      gen_ai: {
        guardrail_id: ['gr1'],
        policy: {
          name: [
            'automated_reasoning_policy',
            'content_policy',
            'contextual_grounding_policy',
            'topic_policy',
            'word_policy',
          ],
          action: ['BLOCKED', 'NONE'],
          confidence: ['HIGH'],
        },
        compliance: {
          violation_detected: true,
          violation_code: ['CUSTOM_WORD', 'Finance', 'GROUNDING', 'PROMPT_ATTACK', 'invalid'],
          request_triggered: ['content_policy', 'topic_policy'],
          response_triggered: ['automated_reasoning_policy', 'contextual_grounding_policy', 'word_policy'],
        },
      },
    });
    expect(invocation(record)).toMatchObject({ finish_reason: 'guardrail' });
    expect(invocation(record).guardrail).toEqual({
      intervened: true,
      blocked: true,
      masked: false,
      findings: [
        {
          side: 'input',
          guardrail_id: 'gr1',
          policy: 'topic_policy',
          type: 'DENY',
          name: 'Finance',
          action: 'BLOCKED',
          detected: true,
        },
        {
          side: 'input',
          guardrail_id: 'gr1',
          policy: 'content_policy',
          type: 'PROMPT_ATTACK',
          action: 'BLOCKED',
          confidence: 'HIGH',
          strength: 'MEDIUM',
          detected: true,
        },
        {
          side: 'output',
          guardrail_id: 'gr1',
          policy: 'word_policy',
          type: 'CUSTOM_WORD',
          action: 'NONE',
          detected: true,
        },
        {
          side: 'output',
          guardrail_id: 'gr1',
          policy: 'contextual_grounding_policy',
          type: 'GROUNDING',
          action: 'NONE',
          score: 0.4,
          threshold: 0.7,
        },
        { side: 'output', guardrail_id: 'gr1', policy: 'automated_reasoning_policy', type: 'invalid' },
      ],
      units: { topic_policy: 1, content_policy: 3, word_policy: 0 },
      text_characters: { guarded: 40, total: 50 },
      processing_latency: 150,
    });
    expect(JSON.stringify(document)).not.toMatch(/forbidden-word|secret answer/);
    expect(content).toMatchObject({ gen_ai: { guardrail: { matches: ['forbidden-word'] } } });
  });

  // Bedrock user guide, use a guardrail with InvokeModel.
  test('a blocked InvokeModel answer is nearly empty, and still an intervention', () => {
    const { document } = indexed({
      ...RECORD,
      input: { inputBodyJson: ANTHROPIC_INPUT },
      output: {
        outputBodyJson: {
          type: 'message',
          role: 'assistant',
          content: [{ type: 'text', text: 'Sorry, I cannot answer that.' }],
          'amazon-bedrock-guardrailAction': 'INTERVENED',
        },
      },
    });
    expect(document).toMatchObject({
      event: { outcome: 'failure' },
      gen_ai: { compliance: { violation_detected: true } },
      aws_bedrock: { invocation: { finish_reason: 'guardrail', guardrail: { intervened: true } } },
    });
    expect(document).not.toHaveProperty('error');
    expect((document.aws_bedrock as JsonObject).invocation).not.toHaveProperty('cost');
    expect(invocation(RECORD)).not.toHaveProperty('guardrail');
  });

  test('a masked answer goes on to its own end; InvokeModel names its trace otherwise', () => {
    const record = {
      ...RECORD,
      modelId: 'amazon.nova-lite-v1:0',
      input: { inputBodyJson: { messages: [{ role: 'user', content: [{ text: 'Hi' }] }] } },
      output: {
        outputBodyJson: {
          output: { message: { role: 'assistant', content: [{ text: 'Write to {EMAIL}' }] } },
          stopReason: 'end_turn',
          'amazon-bedrock-guardrailAction': 'INTERVENED',
          'amazon-bedrock-trace': {
            guardrail: {
              outputs: [
                {
                  gr2: {
                    sensitiveInformationPolicy: {
                      piiEntities: [{ type: 'EMAIL', match: 'a@b.c', action: 'ANONYMIZED' }],
                    },
                  },
                },
              ],
            },
          },
        },
      },
    };
    expect(invocation(record)).toMatchObject({
      finish_reason: 'stop',
      guardrail: {
        intervened: true,
        blocked: false,
        masked: true,
        findings: [{ type: 'EMAIL', side: 'output' }],
      },
    });
    expect(indexed(record).content).toMatchObject({ gen_ai: { guardrail: { matches: ['a@b.c'] } } });
  });

  test('detecting without acting makes no failure', () => {
    const record = {
      ...CONVERSE,
      output: {
        outputBodyJson: {
          ...CONVERSE_OUTPUT,
          trace: { guardrail: { outputAssessments: TRACE.outputAssessments ?? null } },
        },
      },
    };
    expect(indexed(record).document).toMatchObject({
      event: { outcome: 'success' },
      gen_ai: { compliance: { violation_detected: false } },
    });
    expect(invocation(record).guardrail).toMatchObject({ intervened: false });
  });

  test('the request names a guardrail even where no trace does', () => {
    const guardrailConfig = {
      guardrailIdentifier: 'arn:aws:bedrock:us-east-1:111122223333:guardrail/gr9',
      trace: 'disabled',
    };
    const record = { ...CONVERSE, input: { inputBodyJson: { ...CONVERSE_INPUT, guardrailConfig } } };
    expect(indexed(record).document).toMatchObject({ gen_ai: { guardrail_id: ['gr9'] } });
  });
});
