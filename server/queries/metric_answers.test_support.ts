/** Parts of OpenSearch's answers to questions about metrics, for tests of what is read from them. */
export const value = (number: number | null | 'NaN') => ({ value: number });

export const periodsAnswer = (worst: number | null, median: number | null, periods: number) => ({
  doc_count: periods,
  worst: value(worst),
  median: { values: [{ key: 50, value: median }] },
  periods: value(periods),
});

export const NO_PERIODS = periodsAnswer(null, null, 0);

/** Milliseconds that were measured in `documents` periods. */
export const timeAnswer = (average: number | null, samples: number, documents: number) => ({
  doc_count: documents,
  average: value(average),
  samples: value(samples),
  maximum: value(average),
  p50: NO_PERIODS,
  p90: NO_PERIODS,
  p99: periodsAnswer(average, average, documents),
});

/** Of a bucket in which `counts` are all that CloudWatch told. */
export const runtimeAnswer = (counts: Readonly<Record<string, number>>, documents = 1) => ({
  doc_count: documents,
  ...Object.fromEntries(
    [
      'invocations',
      'client_errors',
      'server_errors',
      'throttles',
      'uncached_input',
      'output',
      'cache_read',
      'cache_write',
      'images',
    ].map((name) => [name, value(counts[name] ?? 0)]),
  ),
  latency: timeAnswer(counts.latency ?? null, counts.latency === undefined ? 0 : 1, documents),
  first_token: timeAnswer(null, 0, 0),
  output_speed: NO_PERIODS,
});
