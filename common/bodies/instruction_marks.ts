/**
 * The `[INST]` prompts of Mistral and of Llama 2 (Bedrock user guide, Mistral AI text completion; Meta Llama
 * models): what stands inside is the user's, what follows the closing mark the assistant's.
 */
import type { PromptTemplate } from './prompt_turns';

const ROLE_AFTER: ReadonlyMap<string, string> = new Map([
  ['[INST]', 'user'],
  ['[/INST]', 'assistant'],
  ['<<SYS>>', 'system'],
  ['<</SYS>>', 'user'],
  ['[SYSTEM_PROMPT]', 'system'],
  ['[/SYSTEM_PROMPT]', 'user'],
]);

export const INSTRUCTION_MARKS: PromptTemplate = {
  mark: /\[\/?INST\]|<<\/?SYS>>|\[\/?SYSTEM_PROMPT\]/g,
  roleAfter: ([mark]) => ROLE_AFTER.get(mark) ?? 'user',
  roleBefore: 'user',
  noise: /<\/?s>/g,
};

/** Whether a prompt is written that way. */
export const hasInstructionMarks = (prompt: string): boolean => prompt.includes('[INST]');
