/** What becomes of a call: errors (throttling when it is busy, the rest at any time) and guardrails. */
import type { Chat, GuardrailEvent, Part } from '../call';
import type { Application, GuardrailUse, ModelUse } from '../estate/application';
import type { Random } from '../random';

/** Names and meaning: the errors of the bedrock-runtime API. `ran`: the request body is logged. */
const ERRORS = [
  { weight: 46, code: 'ThrottlingException', ran: false },
  { weight: 20, code: 'ValidationException', ran: true },
  { weight: 9, code: 'AccessDeniedException', ran: false },
  { weight: 8, code: 'ModelTimeoutException', ran: true },
  { weight: 7, code: 'ServiceUnavailableException', ran: false },
  { weight: 5, code: 'InternalServerException', ran: true },
  { weight: 3, code: 'ModelErrorException', ran: true },
  { weight: 2, code: 'ModelNotReadyException', ran: false },
] as const;

export const SERVER_ERRORS: ReadonlySet<string> = new Set([
  'InternalServerException',
  'ServiceUnavailableException',
  'ModelTimeoutException',
  'ModelErrorException',
]);
const RUNAWAY_THROTTLED = 0.06;

export interface Failure {
  readonly code: string;
  readonly bodyLogged: boolean;
}

/** `load`: how busy the application is, 1 on a usual working day. */
export function failureOf(
  random: Random,
  application: Application,
  use: ModelUse,
  load: number,
  incident: boolean,
): Failure | undefined {
  if (incident && random.chance(RUNAWAY_THROTTLED)) return { code: 'ThrottlingException', bodyLogged: false };
  if (!random.chance(application.errorRate * Math.max(0.5, load))) return undefined;
  if (use.operation.endsWith('Stream') && random.chance(0.1)) {
    return { code: 'ModelStreamErrorException', bodyLogged: true };
  }
  const { code, ran } = random.weighted(ERRORS);
  return { code, bodyLogged: ran };
}

const MATCHES = {
  topic: ['Investment advice', 'Legal advice', 'Competitor pricing'],
  content: ['PROMPT_ATTACK', 'INSULTS', 'MISCONDUCT'],
  word: ['refund hack', 'darn'],
  pii: ['lena.hart@example.com', '+1 555 0134', '4111 1111 1111 1111'],
} as const;

const textLength = (parts: readonly Part[]) =>
  parts.reduce((sum, part) => sum + (part.kind === 'text' ? part.text.length : 0), 0);

export function guardrailOf(random: Random, guardrail: GuardrailUse, chat: Chat): GuardrailEvent {
  const luck = random.next();
  const { blocked, masked, detected, trace } = guardrail;
  const shares = [blocked * 0.65, blocked, blocked + masked, blocked + masked + detected];
  const effects = ['blocked_input', 'blocked_output', 'masked', 'detected'] as const;
  const effect = effects[shares.findIndex((share) => luck < share)] ?? 'none';
  const policy = effect === 'masked' ? 'pii' : random.pick(['topic', 'content', 'word', 'pii'] as const);
  return {
    effect,
    policy,
    traced: trace,
    match: random.pick(MATCHES[policy]),
    processingMs: Math.round(random.around(140, 0.3)),
    read: {
      input: textLength(chat.messages.at(-1)?.parts ?? []),
      output: effect === 'blocked_input' ? null : textLength(chat.answer),
    },
  };
}
