/**
 * Answers of a pure function, remembered by its argument: logs name the same few models and callers over and over.
 * Bounded in number and in length of names, so that no traffic can fill memory; forgetting costs time, never changes
 * an answer. The same answer is given out many times: nothing may change it.
 */

const MOST = 2_000;
const LONGEST = 512;

export function remembered<T>(compute: (text: string) => T): (text: string) => T {
  const answers = new Map<string, { readonly answer: T }>();
  return (text) => {
    const known = answers.get(text);
    if (known) return known.answer;
    const answer = compute(text);
    if (text.length > LONGEST) return answer;
    // Beginning anew is as good as any order of forgetting while most names come again soon, and needs no bookkeeping.
    if (answers.size >= MOST) answers.clear();
    answers.set(text, { answer });
    return answer;
  };
}
