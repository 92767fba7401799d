import { planHour } from '../plan/hour';
import { writeCall } from '../record';
import { BLOCKED_TEXT } from './body';

/** Fifteen working hours; only what a guardrail looked at is written out. */
const written = ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20'].flatMap((day) =>
  ['T09:00Z', 'T14:00Z', 'T16:00Z'].flatMap((hour) =>
    planHour('seed', Date.parse(`${day}${hour}`))
      .filter(({ guardrail }) => guardrail && guardrail.effect !== 'none')
      .map(writeCall),
  ),
);
const withEffect = (...effects: readonly (string | undefined)[]) =>
  written
    .filter(({ call }) => effects.includes(call.guardrail?.effect))
    .map(({ call, logLine }) => ({ call, record: JSON.parse(logLine) }));

const converses = ({ call }: { call: { fact: { operation: string } } }) =>
  call.fact.operation.startsWith('Converse');

test('a blocked Converse call stops with guardrail_intervened and shows the message instead of the answer', () => {
  const blocked = withEffect('blocked_input', 'blocked_output').filter(converses);
  expect(blocked.length).toBeGreaterThan(3);
  for (const { record, call } of blocked) {
    const { output, stopReason, trace } = record.output.outputBodyJson;
    expect(stopReason).toBe('guardrail_intervened');
    expect(output.message.content).toEqual([{ text: BLOCKED_TEXT }]);
    expect(trace === undefined).toBe(!call.guardrail?.traced);
  }
  expect(new Set(blocked.map(({ call }) => call.guardrail?.traced))).toEqual(new Set([true, false]));
});

test('a blocked input used no tokens', () => {
  for (const { record } of withEffect('blocked_input').filter(converses)) {
    expect(record.output.outputBodyJson.usage).toMatchObject({
      inputTokens: 0,
      outputTokens: 0,
      totalTokens: 0,
    });
  }
});

test('a blocked InvokeModel record is nearly empty', () => {
  const blocked = withEffect('blocked_input', 'blocked_output').filter((one) => !converses(one));
  expect(blocked.length).toBeGreaterThan(1);
  for (const { record } of blocked) {
    expect(record).not.toHaveProperty('inferenceRegion');
    expect(record.input).not.toHaveProperty('inputTokenCount');
    expect(record.output).not.toHaveProperty('outputTokenCount');
    const { outputBodyJson } = record.output;
    const last = Array.isArray(outputBodyJson) ? outputBodyJson.at(-1) : outputBodyJson;
    expect(last['amazon-bedrock-guardrailAction']).toBe('INTERVENED');
    for (const key of ['id', 'model', 'stop_reason', 'usage', 'amazon-bedrock-invocationMetrics']) {
      expect(last).not.toHaveProperty([key]);
    }
  }
});

test('a masked answer intervenes, keeps its tokens and names what was anonymised where it is traced', () => {
  const masked = withEffect('masked');
  expect(masked.length).toBeGreaterThan(3);
  for (const { record, call } of masked) {
    expect(call.fact.intervened).toBe(true);
    expect(call.fact.tokens.output).toBeGreaterThan(0);
    expect(JSON.stringify(record.output)).toContain('{EMAIL}');
    expect(JSON.stringify(record).includes('"ANONYMIZED"')).toBe(call.guardrail?.traced);
  }
});

test('what a guardrail only noticed is no intervention', () => {
  const noticed = withEffect('detected');
  expect(noticed.length).toBeGreaterThan(0);
  for (const { record, call } of noticed) {
    expect(call.fact.intervened).toBe(false);
    expect(record.output.outputBodyJson.stopReason).not.toBe('guardrail_intervened');
    expect(JSON.stringify(record.output.outputBodyJson.trace)).toMatch(/"action":"NONE","detected":true/);
  }
});
