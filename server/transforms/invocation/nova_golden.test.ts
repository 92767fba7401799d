/** Golden transforms of Nova under InvokeModel (Nova user guide, complete request schema); expected by hand. */
import { RECORD, indexed } from './golden_record.test_support';

test('Nova: a stream gives each delta its own block, thinking runs across them', () => {
  const deltas = ['<thin', 'king>Two and', ' two</thinking>\n\n', 'Fo', 'ur'].map(
    (text, contentBlockIndex) => ({
      contentBlockDelta: { delta: { text }, contentBlockIndex },
    }),
  );
  const { document, content } = indexed({
    ...RECORD,
    operation: 'InvokeModelWithResponseStream',
    modelId: 'amazon.nova-lite-v1:0',
    input: {
      inputBodyJson: {
        schemaVersion: 'messages-v1',
        messages: [{ role: 'user', content: [{ text: '2+2?' }] }],
        inferenceConfig: { max_new_tokens: 300, top_p: 0.9, top_k: 20 },
      },
    },
    output: {
      outputBodyJson: [
        { messageStart: { role: 'assistant' } },
        ...deltas,
        { messageStop: { stopReason: 'end_turn' } },
        {
          metadata: {
            usage: {
              inputTokens: 4,
              outputTokens: 10,
              cacheReadInputTokenCount: 0,
              cacheWriteInputTokenCount: 0,
            },
          },
          'amazon-bedrock-invocationMetrics': { invocationLatency: 500, firstByteLatency: 100 },
        },
      ],
    },
  });
  expect(document).toMatchObject({
    gen_ai: {
      request: { max_tokens: 300, top_p: 0.9, top_k: 20, model: { version: 'messages-v1' } },
      usage: { prompt_tokens: 4, completion_tokens: 10, total_tokens: 14 },
    },
    // 4 × 0.06 $/M + 10 × 0.24 $/M; 10 tokens in 0.4 s
    aws_bedrock: {
      invocation: { body_reader: 'nova', cost: { total: 0.00000264 }, output_tokens_per_second: 25 },
    },
  });
  expect(content).toMatchObject({ gen_ai: { prompt: '2+2?', completion: 'Four', reasoning: 'Two and two' } });
});
