/**
 * Whether Bedrock may be asked which models are behind opaque ARNs. None of it is needed to collect: each right that
 * is not there is named with what is lost. What is asked for is nobody's, since only a refusal counts.
 */
import { awsFailure } from '../../aws/errors';
import { type Asking, tellModel, tellProfiles } from '../../collection/models/tell_model';
import { Failure } from '../../failure';
import type { AwsCheckDependencies, Caller } from './caller';
import { type Finding, ok, untried } from './finding';

const WITHOUT =
  'Not needed to collect: without it, calls through such ARNs are stored without model, name and price, unless ' +
  'models in the integration or the body tells.';

/** Kinds of resources, with an id as AWS makes them that nobody has. */
const PROBES: readonly (readonly [resourceType: string, id: string])[] = [
  ['application-inference-profile', 'bedrockcheck'],
  ['provisioned-model', 'bedrockcheck'],
  ['custom-model', 'imported/bedrockcheck'],
  ['custom-model-deployment', 'bedrockcheck'],
  ['imported-model', 'bedrockcheck'],
  ['prompt-router', 'bedrockcheck'],
];

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
const PARTITIONS: readonly (readonly [region: RegExp, partition: string])[] = [
  [/^us-gov-/, 'aws-us-gov'],
  [/^cn-/, 'aws-cn'],
  [/^us-iso-/, 'aws-iso'],
  [/^us-isob-/, 'aws-iso-b'],
];

export async function checkModels(caller: Caller, { clients }: AwsCheckDependencies): Promise<Finding[]> {
  const { definition, region } = caller;
  const { account, credentials, streams } = definition;
  const client = clients.bedrock(credentials, region, {
    fips: (streams.invocation_logs ?? streams.cloudtrail)?.fips ?? false,
  });
  const partition = PARTITIONS.find(([pattern]) => pattern.test(region))?.[1] ?? 'aws';
  const findings = [
    await optionalRight(caller, `profiles of ${region}`, (asking) =>
      tellProfiles(client, region, asking).next(),
    ),
  ];
  for (const [resourceType, id] of PROBES) {
    const arn = `arn:${partition}:bedrock:${region}:${account.id}:${resourceType}/${id}`;
    findings.push(
      await optionalRight(caller, `${resourceType}/* of ${region}`, (asking) =>
        tellModel(client, { arn, resourceType }, asking),
      ),
    );
  }
  return findings;
}

async function optionalRight(
  { principal, region }: Caller,
  on: string,
  attempt: (asking: Asking) => Promise<unknown>,
): Promise<Finding> {
  let tried = '';
  try {
    await attempt(async (action, resource, call) => {
      tried = action;
      try {
        return await call();
      } catch (error) {
        throw awsFailure(error, { action, resource, principal, region });
      }
    });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { code, kind, message, action } = error;
    if (code === 'access_denied')
      return { what: tried, on, result: 'optional', detail: `${message} ${action} ${WITHOUT}` };
    if (kind === 'retry') return untried(tried, on, message);
    // Whoever is told that it does not exist may ask.
  }
  return ok(tried, on);
}
