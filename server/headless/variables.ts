/**
 * `${NAME}` and `${NAME:default}` in the values of a configuration file, from the environment. They are replaced after
 * the file was parsed, so that what a variable holds is never read as YAML. `$${` stands for `${`.
 */
export interface Substituted {
  readonly text: string;
  /** Whether anything was replaced, so that the text may stand for a number or for true and false. */
  readonly replaced: boolean;
  /** Variables without a value and without a default. */
  readonly missing: readonly string[];
  /** Whether a `${` is left that is no variable. */
  readonly malformed: boolean;
}

/** An escape, a variable with an optional default, or what only begins like one. */
const VARIABLE = /\$\$\{|\$\{([A-Za-z_]\w*)(?::([^}]*))?\}|\$\{/g;

/** A variable that is set to nothing has a value: nothing. */
export function substituteVariables(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
): Substituted {
  const missing: string[] = [];
  let replaced = false;
  let malformed = false;
  const result = text.replace(VARIABLE, (whole, name?: string, fallback?: string) => {
    if (whole === '$${') return '${';
    if (name === undefined) {
      malformed = true;
      return whole;
    }
    const value = environment[name] ?? fallback;
    if (value === undefined) missing.push(name);
    replaced = true;
    return value ?? '';
  });
  return { text: result, replaced, missing, malformed };
}
