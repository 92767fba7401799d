/** The equally long range before one, which its figures are compared with. */
import type { TimeRange } from '../../common/api/invocation_scope';

export const previousRange = ({ from, to }: TimeRange): TimeRange => ({
  from: Math.max(0, from - (to - from)),
  to: from,
});
