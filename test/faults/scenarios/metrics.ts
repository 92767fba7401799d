/** Days of metrics, read by collectors that are killed meanwhile: every sum as it is, and no document twice. */
import * as z from 'zod';
import type { MetricDatum } from '../../../dev/aws/sink';
import { systemClock } from '../../../server/clock';
import type { Estate } from '../estate';
import type { Stage } from '../fault_setup';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const MODELS = 8;
const STEP = 5 * MINUTE;

const Answer = z.object({
  hits: z.object({ total: z.object({ value: z.number() }) }),
  aggregations: z.object({
    by_model: z.object({
      buckets: z.array(
        z.object({
          key: z.string(),
          doc_count: z.number(),
          calls: z.object({ value: z.number() }),
          tokens: z.object({ value: z.number() }),
        }),
      ),
    }),
  }),
});

export function metricScenarios(stage: Stage): void {
  test('killed several times while it reads days of metrics', async () => {
    const estate = stage.estate();
    const to = Math.floor(Date.now() / STEP) * STEP - 2 * STEP;
    const from = to - 2 * DAY;
    const moments = Array.from({ length: (to - from) / STEP }, (_, n) => ({ n, at: from + n * STEP }));
    stage.localAws.sink.putMetricData(
      estate.place,
      moments.flatMap(({ n, at }) =>
        Array.from({ length: MODELS }, (_, model) => [
          ...pointOf({ ModelId: `m${model}` }, at, callsIn(n, model)),
          ...pointOf({}, at, callsIn(n, model)),
        ]).flat(),
      ),
    );
    // All of it takes a while, so that there is something left to be killed in; some of what is written is never acknowledged.
    let written = 0;
    stage.proxy.add(async ({ path, body }) => {
      if (!path.startsWith('/_bulk') || !body.includes('metrics-aws_bedrock.runtime')) return 'pass';
      written += 1;
      const isLost = written % 4 === 0;
      await systemClock.sleep(300);
      return isLost ? 'swallow_answer' : 'pass';
    });
    await estate.readMetrics({ start_position: new Date(from).toISOString(), period: 60, latency: 0 });
    for (let kill = 1; kill <= 3; kill++) {
      const before = written;
      const collector = stage.process();
      await stage.eventually('some of it is written', () => Promise.resolve(written >= before + 2));
      await collector.kill();
    }
    // Else the kills proved nothing.
    expect((await summed(stage, estate)).documents).toBeLessThan(moments.length * (MODELS + 1));
    stage.proxy.clear();
    stage.process();
    await stage.eventually(
      'read up to now',
      async () => (await estate.tasks()).some(({ read_until: until = 0 }) => until >= to),
      120_000,
    );
    const { documents, models } = await summed(stage, estate);
    expect(models).toEqual(
      Array.from({ length: MODELS }, (_, model) => {
        const calls = moments.reduce((sum, { n }) => sum + callsIn(n, model), 0);
        return { model: `m${model}`, documents: moments.length, calls, tokens: calls * 7 };
      }),
    );
    expect(documents).toBe(moments.length * (MODELS + 1));
  });
}

const callsIn = (n: number, model: number): number => 1 + ((n * 7 + model * 3) % 5);

/** So many calls in a minute, of seven tokens each. */
function pointOf(dimensions: Record<string, string>, timestamp: number, calls: number): MetricDatum[] {
  const datum = (metricName: string, value: number): MetricDatum => ({
    namespace: 'AWS/Bedrock',
    metricName,
    dimensions,
    timestamp,
    visibleAt: timestamp,
    values: [value],
    counts: [calls],
    unit: 'Count',
  });
  return [datum('Invocations', 1), datum('OutputTokenCount', 7), datum('InvocationLatency', 250)];
}

async function summed(stage: Stage, { accountId }: Estate) {
  const index = `metrics-aws_bedrock.runtime-ns${accountId}-*`;
  await stage.ask('POST', `/${index}/_refresh`);
  const sum = (field: string) => ({ sum: { field: `aws_bedrock.runtime.${field}` } });
  const { hits, aggregations } = Answer.parse(
    await stage.ask('POST', `/${index}/_search`, {
      size: 0,
      track_total_hits: true,
      aggs: {
        by_model: {
          terms: { field: 'aws_bedrock.runtime.model_id', size: 100, order: { _key: 'asc' } },
          aggs: { calls: sum('invocations'), tokens: sum('output_token_count') },
        },
      },
    }),
  );
  const models = aggregations.by_model.buckets.map(({ key: model, doc_count: count, calls, tokens }) => ({
    model,
    documents: count,
    calls: calls.value,
    tokens: tokens.value,
  }));
  return { documents: hits.total.value, models };
}
