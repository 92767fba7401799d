/**
 * What columns of money cannot show: calls without a price, of which models and why. That nobody lists a price and
 * that capacity is paid for instead of calls ask for different things of the reader, so the reason is always said.
 */
import { i18n } from '@osd/i18n';
import type { Overview, UnpricedModel } from '../../../common/api/overview';
import type { UnpricedReason } from '../../../common/pricing/cost';
import { formatCount } from '../../components/format';
import { modelName } from '../../components/names';

/** A sentence whose counts add up to the calls without a price. */
export function unpricedText({
  current,
  unpriced_models: models,
}: Pick<Overview, 'current' | 'unpriced_models'>): string {
  const count = current.spend.unpriced_invocations;
  const others = count - models.reduce((sum, { invocations }) => sum + invocations, 0);
  const named = models.map(nameWithReasons);
  if (others > 0)
    named.push(
      i18n.translate('bedrock.overview.unpricedOthers', {
        defaultMessage: 'others ({count})',
        values: { count: formatCount(others) },
      }),
    );
  return i18n.translate('bedrock.overview.unpriced', {
    defaultMessage:
      'Not in the columns, for want of a price: {count, plural, one {# invocation} other {# invocations}} of {models}.',
    values: { count, models: named.join(', ') },
  });
}

function nameWithReasons({ model, invocations, reasons }: UnpricedModel): string {
  const count = formatCount(invocations);
  const texts = reasonTexts();
  const why = reasons.map((reason) => (isReason(texts, reason) ? texts[reason] : reason)).join('; ');
  return `${modelName(model)} (${why === '' ? count : `${count}: ${why}`})`;
}

/** A later version of the collector may know more reasons; their code is better than silence. */
const isReason = (texts: Record<UnpricedReason, string>, reason: string): reason is UnpricedReason =>
  Object.hasOwn(texts, reason);

const reasonTexts = (): Record<UnpricedReason, string> => ({
  no_rate: i18n.translate('bedrock.unpriced.noRate', { defaultMessage: 'no listed rate' }),
  unresolved_model: i18n.translate('bedrock.unpriced.unresolvedModel', {
    defaultMessage: 'nothing tells which model is behind the id',
  }),
  by_time: i18n.translate('bedrock.unpriced.byTime', {
    defaultMessage: 'capacity is paid for, not calls',
  }),
  custom_model: i18n.translate('bedrock.unpriced.customModel', {
    defaultMessage: 'a custom model, priced by how it is served',
  }),
  tier: i18n.translate('bedrock.unpriced.tier', { defaultMessage: 'no listed rate for the service tier' }),
  not_counted: i18n.translate('bedrock.unpriced.notCounted', {
    defaultMessage: 'the log does not say how much was used',
  }),
});
