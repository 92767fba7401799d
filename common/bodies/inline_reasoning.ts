/**
 * Some models reason inside their text: Nova between `<thinking>` tags, gpt-oss between `<reasoning>`, DeepSeek,
 * Qwen and MiniMax between `<think>`, and a stream may cut any of them anywhere. Splits the leading tags of each
 * run of text off as reasoning, so that the visible answer is what the user saw.
 */
import type { Part } from './conversation';

const OPENING = /^\s*<(thinking|think|reasoning)>/;

function splitRun(run: string): Part[] {
  const parts: Part[] = [];
  let rest = run;
  for (let tag = OPENING.exec(rest); tag; tag = OPENING.exec(rest)) {
    const closing = `</${tag[1]}>`;
    const begin = tag[0].length;
    const end = rest.indexOf(closing, begin);
    // Never closed: the answer was cut while the model still reasoned.
    parts.push({ kind: 'reasoning', text: end < 0 ? rest.slice(begin) : rest.slice(begin, end) });
    rest = end < 0 ? '' : rest.slice(end + closing.length).trimStart();
  }
  if (rest !== '') parts.push({ kind: 'text', text: rest });
  return parts;
}

/** Neighbouring texts become one; everything else keeps its place. */
export function splitInlineReasoning(parts: readonly Part[]): Part[] {
  const result: Part[] = [];
  let run = '';
  const flush = (): void => {
    if (run !== '') result.push(...splitRun(run));
    run = '';
  };
  for (const part of parts) {
    if (part.kind === 'text') {
      run += part.text;
    } else {
      flush();
      result.push(part);
    }
  }
  flush();
  return result;
}
