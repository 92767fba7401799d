/** Which transform a record goes through: its stream says so. A stream is one line. */
import type { StreamName } from '../../common/integrations/coverage';
import type { TransformContext } from './context';
import type { ParsedJson } from './decode/parsed_json';
import { transformCloudTrail } from './cloudtrail/transform';
import type { BodyTexts } from './invocation/offloaded';
import { transformInvocation } from './invocation/transform';
import { transformMetric } from './metrics/transform';
import type { Outcome } from './outcome';

/** As the transforms themselves; what a stream has no use for is left out. */
export type TransformRecord = (
  text: string,
  context: TransformContext,
  bodies?: BodyTexts,
  parsed?: ParsedJson,
) => Outcome;

const BY_STREAM: Readonly<Record<StreamName, TransformRecord>> = {
  invocation_logs: transformInvocation,
  metrics: transformMetric,
  cloudtrail: transformCloudTrail,
};

export const transformRecord: TransformRecord = (text, context, bodies, parsed) =>
  BY_STREAM[context.stream ?? 'invocation_logs'](text, context, bodies, parsed);
