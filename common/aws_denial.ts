/**
 * What AWS says of a denial. Only the principal, the action and the resource are taken, by a pattern that nothing else
 * fits; the rest of the text may quote a request.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export interface ToldDenial {
  readonly principal?: string;
  /** As the service writes it: `bedrock:InvokeModel`, `sqs:receivemessage`. */
  readonly action?: string;
  readonly resource?: string;
}

const DENIAL =
  /^User: (arn:[\w:/+=,.@-]{1,600}) is not authorized to perform: ([\w-]{1,40}:\w{1,64})(?: on resource: "?(arn:[^\s"]{1,1200})"?)?/;

/** Empty where the text is none of AWS's denials. */
export function deniedIn(message: string): ToldDenial {
  const match = DENIAL.exec(message);
  if (match === null) return {};
  const [, principal, action, resource] = match;
  return {
    ...(principal === undefined ? {} : { principal }),
    ...(action === undefined ? {} : { action }),
    ...(resource === undefined ? {} : { resource }),
  };
}
