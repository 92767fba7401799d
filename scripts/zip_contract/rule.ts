/** What is asked of the zip. A rule answers what is wrong, in words that say what would happen and where; nothing when all is well. */
import type { Plugin } from './archive';

export type Rule = (plugin: Plugin) => readonly string[] | Promise<readonly string[]>;

/** A message when the condition does not hold. */
export const unless = (condition: boolean, message: string): string[] => (condition ? [] : [message]);
