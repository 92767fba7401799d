/**
 * The items of the OWASP Top 10 for LLM Applications 2026 (published 4 August 2026) that a single record can hint
 * at. The year is part of the id: the lists of 2025 and 2026 number other risks with the same words.
 * Source: https://genai.owasp.org/resource/owasp-genai-llm-top-10-2026/
 */

export interface OwaspItem {
  readonly id: string;
  readonly description: string;
}

export const PROMPT_INJECTION: OwaspItem = { id: 'LLM01:2026', description: 'Prompt Injection' };
export const SENSITIVE_INFORMATION_DISCLOSURE: OwaspItem = {
  id: 'LLM02:2026',
  description: 'Sensitive Information Disclosure',
};
export const HIDDEN_CONTEXT_EXPOSURE: OwaspItem = {
  id: 'LLM08:2026',
  description: 'Hidden Context Exposure',
};
export const IMPROPER_OUTPUT_HANDLING: OwaspItem = {
  id: 'LLM10:2026',
  description: 'Improper Output Handling',
};
