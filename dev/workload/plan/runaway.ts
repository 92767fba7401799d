/**
 * The calls of the runaway release agent (incident.ts): step after step of the same circle, each request
 * repeating everything before it. Requests that pass the size which is logged inline are planned by their
 * length alone, since the account they come from keeps large bodies nowhere.
 */
import type { Message, Part } from '../call';
import type { Application } from '../estate/application';
import { CALLS_PER_HOUR, CONTEXT_STEPS, incidentStarts, INCIDENT_HOURS, STEP_CHARS } from '../incident';
import { Random } from '../random';
import { HOUR } from '../rhythm';
import { release, toolOutput } from '../scenarios/engineering';
import type { Draft } from './draft';

/** Below the 100 KB that Bedrock logs inline, with room for what JSON adds. */
const INLINE_CHARS = 84_000;

export function runaway(
  seed: string,
  application: Application,
  hourStart: number,
  count: number,
): readonly Draft[] {
  const use = application.models[0];
  if (count === 0 || !use || release.kind !== 'chat') return [];
  const { system, tools } = release;
  const start = incidentStarts(seed, hourStart - (INCIDENT_HOURS - 1) * HOUR, hourStart + 1)[0] ?? hourStart;
  const before = ((hourStart - start) / HOUR) * CALLS_PER_HOUR;
  const random = Random.of(seed, 'runaway', hourStart);
  const steps = new Map<string, readonly Message[]>();
  const stepOf = (cycle: number, step: number) => {
    const key = `${cycle}/${step}`;
    const known = steps.get(key);
    if (known) return known;
    const made = oneStep(Random.of(seed, 'step', start, cycle, step));
    steps.set(key, made);
    return made;
  };
  const opening: Message = {
    role: 'user',
    parts: [{ kind: 'text', text: 'Prepare release 4.12.0 of checkout.' }],
  };
  return Array.from({ length: count }, (_, i) => {
    const cycle = Math.floor((before + i) / CONTEXT_STEPS);
    const step = (before + i) % CONTEXT_STEPS;
    const requestChars = 2_000 + step * STEP_CHARS;
    const oversize = requestChars > INLINE_CHARS;
    const past = oversize ? [] : Array.from({ length: step }, (_unused, at) => stepOf(cycle, at)).flat();
    const wish = stepOf(cycle, step)[0]?.parts ?? [];
    return {
      offset: Math.min(3599, Math.floor(((i + random.next()) / count) * 3600)),
      use,
      session: 0,
      task: {
        kind: 'chat',
        system,
        tools,
        messages: oversize ? [] : [opening, ...past],
        oversize,
        answer: wish,
        stop: 'tool',
        cache: 'none',
      },
      requestChars,
      planted: null,
      incident: true,
    };
  });
}

function oneStep(random: Random): readonly Message[] {
  const id = `tooluse_${random.token(22)}`;
  const wish: readonly Part[] = [
    {
      kind: 'text',
      text: random.pick([
        'The tests still fail. I run them again.',
        'Same failure. I read the log and try again.',
      ]),
    },
    { kind: 'tool_call', id, name: 'run_tests', input: { service: 'checkout' } },
  ];
  const told: Part = {
    kind: 'tool_result',
    id,
    name: 'run_tests',
    content: { output: toolOutput(random) },
    failed: true,
  };
  return [
    { role: 'assistant', parts: wish },
    { role: 'user', parts: [told] },
  ];
}
