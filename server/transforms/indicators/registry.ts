/** Every indicator. A new one is one file, its test and a line here; docs/indicators.md is written from this list. */
import { encodedInstructions } from './encoded_instructions';
import { exfiltration } from './exfiltration';
import type { Indicator } from './indicator';
import { indirectInjection } from './indirect_injection';
import { instructionOverride } from './instruction_override';
import { invisibleText } from './invisible_text';
import { jailbreak } from './jailbreak';
import { promptExtraction } from './prompt_extraction';
import { promptLeak } from './prompt_leak';
import { rolePlay } from './role_play';
import { exposedSecret, personalData } from './sensitive_data';
import { unsafeOutput } from './unsafe_output';

export const INDICATORS: readonly Indicator[] = [
  instructionOverride,
  indirectInjection,
  jailbreak,
  rolePlay,
  encodedInstructions,
  invisibleText,
  exfiltration,
  exposedSecret,
  personalData,
  promptExtraction,
  promptLeak,
  unsafeOutput,
];
