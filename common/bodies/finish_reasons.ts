/**
 * Why an answer ended, in one vocabulary. Every vendor has its own words; documents keep those beside ours.
 */

export type FinishReason =
  'stop' | 'length' | 'tool_use' | 'guardrail' | 'content_filter' | 'refusal' | 'error' | 'other';

const MEANING: ReadonlyMap<string, FinishReason> = new Map([
  ['end_turn', 'stop'],
  ['stop', 'stop'],
  ['stop_sequence', 'stop'],
  ['stop_criteria_met', 'stop'],
  ['finish', 'stop'],
  ['complete', 'stop'],
  ['endoftext', 'stop'],
  ['success', 'stop'],
  ['max_tokens', 'length'],
  ['length', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['tool_use', 'tool_use'],
  ['tool_call', 'tool_use'],
  ['tool_calls', 'tool_use'],
  ['function_call', 'tool_use'],
  ['guardrail_intervened', 'guardrail'],
  ['content_filtered', 'content_filter'],
  ['content_filter', 'content_filter'],
  ['error_toxic', 'content_filter'],
  ['refusal', 'refusal'],
  ['error', 'error'],
  ['error_limit', 'error'],
  ['malformed_model_output', 'error'],
  ['malformed_tool_use', 'error'],
]);

/** Of several choices the one worth knowing about. */
const SEVERITY: readonly FinishReason[] = [
  'guardrail',
  'content_filter',
  'refusal',
  'error',
  'length',
  'tool_use',
  'stop',
  'other',
];

function meaningOf(word: string): FinishReason {
  const lower = word.toLowerCase();
  // Stability's images: `Filter reason: prompt`.
  return MEANING.get(lower) ?? (lower.startsWith('filter reason') ? 'content_filter' : 'other');
}

/** Undefined when there is no word to read. */
export function normalisedFinishReason(words: readonly string[]): FinishReason | undefined {
  const meanings = new Set(words.map(meaningOf));
  return SEVERITY.find((reason) => meanings.has(reason));
}
