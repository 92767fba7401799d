/** How the three measures the page can stack and rank by are called and written. */
import { i18n } from '@osd/i18n';
import type { Measure } from '../../../common/api/overview';
import { formatCompact, formatCount, formatUsd, formatUsdCompact } from '../../components/format';

export const MEASURES: readonly Measure[] = ['spend', 'tokens', 'invocations'];

export function measureName(measure: Measure): string {
  switch (measure) {
    case 'spend':
      return i18n.translate('bedrock.measure.spend', { defaultMessage: 'Spend' });
    case 'tokens':
      return i18n.translate('bedrock.measure.tokens', { defaultMessage: 'Tokens' });
    case 'invocations':
      return i18n.translate('bedrock.measure.invocations', { defaultMessage: 'Invocations' });
  }
}

export const formatMeasure = (measure: Measure): ((value: number) => string) =>
  measure === 'spend' ? formatUsd : formatCount;

/** Short, for axes. */
export const formatMeasureAxis = (measure: Measure): ((value: number) => string) =>
  measure === 'spend' ? formatUsdCompact : formatCompact;
