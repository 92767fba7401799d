/**
 * Patterns for keys: `?` one character and `*` any number of them within a folder, `**` across folders; `**` between
 * slashes also stands for no folder at all. All ways in which a key may match are followed at once, so that the time
 * is bounded by length of pattern times length of key, whatever the pattern.
 */
export type Glob = (key: string) => boolean;

type Step = { readonly text: string } | 'one' | 'within_folder' | 'across_folders' | 'any_folders';

export function compileGlob(pattern: string): Glob {
  const steps = stepsOf(pattern);
  // Two places per step: before it, and (for `any_folders`) in the middle of a folder's name.
  const places = 2 * (steps.length + 1);
  return (key) => {
    let here = new Uint8Array(places);
    let next = new Uint8Array(places);
    enter(here, 0, steps);
    for (const char of key) {
      next.fill(0);
      for (let at = 0; at < steps.length; at++) {
        const step = steps[at];
        if (here[2 * at + 1] === 1) follow(next, at, char, steps);
        if (here[2 * at] !== 1 || step === undefined) continue;
        if (step === 'any_folders') follow(next, at, char, steps);
        else if (step === 'across_folders') enter(next, at, steps);
        else if (step === 'within_folder') {
          if (char !== '/') enter(next, at, steps);
        } else if (step === 'one' ? char !== '/' : step.text === char) enter(next, at + 1, steps);
      }
      [here, next] = [next, here];
    }
    return here[2 * steps.length] === 1;
  };
}

/** One more character of folders that may be passed over. */
function follow(places: Uint8Array, at: number, char: string, steps: readonly Step[]): void {
  if (char === '/') enter(places, at, steps);
  else places[2 * at + 1] = 1;
}

/** Before step `at`, and before what follows where the step may stand for nothing. */
function enter(places: Uint8Array, at: number, steps: readonly Step[]): void {
  for (let place = at; places[2 * place] !== 1; place++) {
    places[2 * place] = 1;
    const step = steps[place];
    if (step !== 'any_folders' && step !== 'across_folders' && step !== 'within_folder') return;
  }
}

function stepsOf(pattern: string): Step[] {
  const steps: Step[] = [];
  const chars = [...pattern];
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at] ?? '';
    if (char === '?') steps.push('one');
    else if (char !== '*') steps.push({ text: char });
    else if (chars[at + 1] !== '*') steps.push('within_folder');
    else if (chars[at + 2] === '/' && (at === 0 || chars[at - 1] === '/')) {
      steps.push('any_folders');
      at += 2;
    } else {
      steps.push('across_folders');
      at += 1;
    }
  }
  return steps;
}
