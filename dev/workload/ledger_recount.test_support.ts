/**
 * Counts records the hard way, from their text alone, to check the ledger: it shares nothing with the code
 * that planned or wrote them.
 */
interface Counted {
  invocations: number;
  readonly errors: Record<string, number>;
  throttles: number;
  readonly tokens: Record<'input' | 'output' | 'cacheRead' | 'cacheWrite5m' | 'cacheWrite1h', number>;
  guardrailUnits: number;
  interventions: number;
  latenciesMs: number[];
}

/** What JSON.parse gives: looked into by name, and undefined where there is nothing. */
class Loose {
  constructor(private readonly value: unknown) {}
  at(...path: readonly string[]): Loose {
    let value = this.value;
    for (const name of path) {
      value = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
    }
    return new Loose(value);
  }
  get list(): readonly Loose[] {
    return Array.isArray(this.value) ? this.value.map((item) => new Loose(item)) : [];
  }
  get values(): readonly Loose[] {
    const { value } = this;
    return typeof value === 'object' && value !== null
      ? Object.values(value).map((item) => new Loose(item))
      : [];
  }
  get number(): number | undefined {
    return typeof this.value === 'number' ? this.value : undefined;
  }
  get text(): string | undefined {
    return typeof this.value === 'string' ? this.value : undefined;
  }
}

const empty = (): Counted => ({
  invocations: 0,
  errors: {},
  throttles: 0,
  tokens: { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
  guardrailUnits: 0,
  interventions: 0,
  latenciesMs: [],
});

function callerOf(record: Loose): string {
  const identity = record.at('identity');
  const arn = (identity.list[0] ?? identity).at('arn').text;
  return /assumed-role\/([^/]+)\//.exec(arn ?? '')?.[1] ?? /:user\/(.+)$/.exec(arn ?? '')?.[1] ?? 'null';
}

function count(into: Counted, record: Loose): void {
  into.invocations++;
  const error = record.at('errorCode').text;
  if (error !== undefined) into.errors[error] = (into.errors[error] ?? 0) + 1;
  if (error === 'ThrottlingException') into.throttles++;

  const body = record.at('output', 'outputBodyJson');
  const events = body.list;
  const usage = [body.at('usage'), ...events.map((event) => event.at('message', 'usage'))];
  const first = (...paths: (readonly string[])[]) =>
    usage.flatMap((one) => paths.map((path) => one.at(...path).number)).find((value) => value !== undefined);
  into.tokens.input += record.at('input', 'inputTokenCount').number ?? 0;
  into.tokens.output += record.at('output', 'outputTokenCount').number ?? 0;
  into.tokens.cacheRead +=
    record.at('input', 'cacheReadInputTokenCount').number ?? first(['cache_read_input_tokens']) ?? 0;
  const written =
    record.at('input', 'cacheWriteInputTokenCount').number ?? first(['cache_creation_input_tokens']) ?? 0;
  const hour =
    first(['cache_creation', 'ephemeral_1h_input_tokens']) ??
    body
      .at('usage', 'cacheDetails')
      .list.find((one) => one.at('ttl').text === '1h')
      ?.at('inputTokens').number ??
    0;
  into.tokens.cacheWrite1h += hour;
  into.tokens.cacheWrite5m += written - hour;

  const stopped = body.at('stopReason').text === 'guardrail_intervened';
  const acted = [body, ...events].some(
    (one) => one.at('amazon-bedrock-guardrailAction').text === 'INTERVENED',
  );
  if (stopped || acted) into.interventions++;

  for (const assessment of assessmentsOf([body, ...events])) {
    into.guardrailUnits += assessment.at('invocationMetrics', 'usage', 'topicPolicyUnits').number ?? 0;
  }

  const latency =
    body.at('metrics', 'latencyMs').number ??
    events.at(-1)?.at('amazon-bedrock-invocationMetrics', 'invocationLatency').number;
  if (latency !== undefined) into.latenciesMs.push(latency);
}

/** Of Converse's trace and of InvokeModel's, input and outputs: whatever stands under a guardrail's id. */
function assessmentsOf(parts: readonly Loose[]): readonly Loose[] {
  return parts.flatMap((part) => {
    const [converse, invoke] = [part.at('trace', 'guardrail'), part.at('amazon-bedrock-trace', 'guardrail')];
    return [
      ...converse.at('inputAssessment').values,
      ...converse.at('outputAssessments').values.flatMap(({ list }) => list),
      ...invoke.at('input').values,
      ...invoke.at('outputs').list.flatMap(({ values }) => values),
    ];
  });
}

export function recount(lines: readonly string[]) {
  const total = empty();
  const by = {
    'account and region': new Map<string, Counted>(),
    'logged model': new Map<string, Counted>(),
    caller: new Map<string, Counted>(),
    operation: new Map<string, Counted>(),
  };
  const slot = (map: Map<string, Counted>, key: string) => {
    const counted = map.get(key) ?? empty();
    map.set(key, counted);
    return counted;
  };
  for (const line of lines) {
    const record = new Loose(JSON.parse(line));
    const name = (key: string) => record.at(key).text ?? '';
    count(total, record);
    count(slot(by['account and region'], `${name('accountId')} ${name('region')}`), record);
    count(slot(by['logged model'], name('modelId')), record);
    count(slot(by.caller, callerOf(record)), record);
    count(slot(by.operation, name('operation')), record);
  }
  for (const counted of [total, ...Object.values(by).flatMap((map) => [...map.values()])]) {
    counted.latenciesMs.sort((a, b) => a - b);
  }
  return { total, ...by };
}
