/**
 * The indicators against the sample traffic, whose ledger knows what was slipped into which call: every attack is
 * seen where it is new, and nothing is seen where there is none.
 */
import { z } from 'zod';
import type { Fact } from '../../dev/workload/fact';
import { generateHour } from '../../dev/workload/hour';
import { factsBetween } from '../../dev/workload/ledger';
import { transformInvocation } from '../../server/transforms/invocation/transform';

const HOUR = 3_600_000;
const MONDAY = Date.UTC(2026, 9, 19);
const SEED = 'attacks';
const ATTACKS = ['injected_result', 'jailbreak', 'leaked_key', 'exfiltration_link'];

/** Of each attack the first two hours of three days in which it happens. */
const hours = ATTACKS.map(() => new Set<number>());
for (const { planted, timestamp } of factsBetween(SEED, MONDAY, MONDAY + 72 * HOUR)) {
  const found = hours[ATTACKS.indexOf(planted ?? '')];
  if (found && found.size < 2) found.add(Math.floor(timestamp / HOUR) * HOUR);
}
const HOURS = [...new Set(hours.flatMap((found) => [...found]))];

const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  injected_result: ['indirect_injection.known_phrase'],
  jailbreak: ['jailbreak.', 'role_play.'],
  leaked_key: ['exposed_secret.aws_access_key_in_output'],
  exfiltration_link: ['exfiltration.carries_conversation'],
  override: ['instruction_override.', 'jailbreak.dan'],
  exfiltration: ['exfiltration.image_to_fill'],
  aws_key: ['exposed_secret.aws_access_key_in_input'],
  connection_string: ['exposed_secret.connection_string_in_input'],
  email: ['personal_data.email_in_input'],
  phone: ['personal_data.phone_in_input'],
  card: ['personal_data.payment_card_in_input'],
  iban: ['personal_data.iban_in_input'],
};

const Document = z.object({
  gen_ai: z.object({ threat: z.object({ signature: z.array(z.string()).default([]) }).optional() }),
});

interface Seen {
  readonly fact: Fact;
  /** Undefined where no text could be looked at. */
  readonly signatures: readonly string[] | undefined;
}

const seen: readonly Seen[] = HOURS.flatMap((hour) => generateHour(SEED, hour).calls).flatMap(
  ({ call: { fact }, s3Line, logLine }) => {
    // Failed calls may lack their bodies, and a guardrail may have replaced the answer.
    if (fact.errorCode !== null || fact.intervened) return [];
    const outcome = transformInvocation(s3Line ?? logLine, {
      namespace: 'default',
      contentMode: 'none',
      requestMetadata: false,
      lookups: { accountNames: {}, resolvedModels: {} },
    });
    if (outcome.status !== 'indexed') throw new Error(`not indexed: ${outcome.status}`);
    return [{ fact, signatures: Document.parse(outcome.document).gen_ai.threat?.signature }];
  },
);

test.each(ATTACKS)('%s is seen in every call that has it', (kind) => {
  const calls = seen.filter(({ fact, signatures }) => fact.planted === kind && signatures !== undefined);
  expect(calls.length).toBeGreaterThan(0);
  const missed = calls.filter(
    ({ signatures = [] }) =>
      !(EXPECTED[kind] ?? []).some((expected) => signatures.some((one) => one.startsWith(expected))),
  );
  expect(missed).toEqual([]);
});

test('and in no other call', () => {
  const wrong = seen.filter(({ fact, signatures = [] }) => fact.planted === null && signatures.length > 0);
  expect(wrong.map(({ signatures }) => signatures)).toEqual([]);
});

test('what else is planted in questions is seen when it is asked', () => {
  const planted = seen.filter(({ fact, signatures }) => fact.planted !== null && signatures !== undefined);
  const kinds = new Set(planted.map(({ fact }) => fact.planted ?? ''));
  for (const kind of kinds) {
    const found = planted.some(
      ({ fact, signatures = [] }) =>
        fact.planted === kind &&
        (EXPECTED[kind] ?? []).some((expected) => signatures.some((one) => one.startsWith(expected))),
    );
    expect([kind, found]).toEqual([kind, true]);
  }
});
