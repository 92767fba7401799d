/**
 * One figure with what makes it readable: its change since the period before (and whether that is good), its
 * course, how it is computed, and what it leaves out.
 */
import { EuiIcon, EuiIconTip, EuiPanel, EuiScreenReaderOnly, EuiText } from '@elastic/eui';
import { i18n } from '@osd/i18n';
import React, { type ReactNode } from 'react';
import { themeColors } from '../host/theme';
import type { Delta } from './delta';
import { Sparkline } from './sparkline';

export interface KpiTileProps {
  readonly id: string;
  readonly title: string;
  readonly value: string;
  /** The figure in full, where `value` is shortened. */
  readonly exact?: string;
  readonly delta: Delta;
  /** What the delta compares with, for example «previous 24 hours». */
  readonly comparedWith: string;
  /** How the figure is computed. */
  readonly explanation: string;
  readonly course: ReadonlyArray<number | null>;
  readonly children?: ReactNode;
}

export const KpiTile = ({
  id,
  title,
  value,
  exact,
  delta,
  comparedWith,
  explanation,
  course,
  children,
}: KpiTileProps) => (
  <EuiPanel
    paddingSize="m"
    hasShadow={false}
    hasBorder
    data-test-subj={`bedrockKpi-${id}`}
    role="group"
    aria-label={title}
    style={{ display: 'flex', flexDirection: 'column', minWidth: 0 }}
  >
    <EuiText size="xs" color="subdued">
      <span>{title}</span> <EuiIconTip content={explanation} size="s" color="subdued" />
    </EuiText>
    <div
      data-test-subj={`bedrockKpi-${id}-value`}
      title={exact}
      style={{
        fontSize: 24,
        lineHeight: '32px',
        fontWeight: 600,
        color: themeColors.title,
        fontVariantNumeric: 'tabular-nums',
      }}
    >
      {value}
    </div>
    <DeltaLine id={id} delta={delta} comparedWith={comparedWith} />
    <Sparkline values={course} color={themeColors.course} />
    <EuiText size="xs" color="subdued" data-test-subj={`bedrockKpi-${id}-note`}>
      {children}
    </EuiText>
  </EuiPanel>
);

const verdictColor = {
  better: themeColors.good,
  worse: themeColors.bad,
  neutral: themeColors.subduedText,
} as const;

const verdictText = () => ({
  better: i18n.translate('bedrock.kpi.better', { defaultMessage: 'better' }),
  worse: i18n.translate('bedrock.kpi.worse', { defaultMessage: 'worse' }),
  neutral: '',
});

function DeltaLine({ id, delta, comparedWith }: Pick<KpiTileProps, 'id' | 'delta' | 'comparedWith'>) {
  const subject = `bedrockKpi-${id}-delta`;
  if (delta.kind !== 'changed') {
    return (
      <EuiText size="xs" color="subdued" data-test-subj={subject}>
        {delta.kind === 'same'
          ? i18n.translate('bedrock.kpi.same', {
              defaultMessage: 'as in the {period}',
              values: { period: comparedWith },
            })
          : i18n.translate('bedrock.kpi.nothingBefore', {
              defaultMessage: 'nothing to compare in the {period}',
              values: { period: comparedWith },
            })}
      </EuiText>
    );
  }
  const direction =
    delta.direction === 'up'
      ? i18n.translate('bedrock.kpi.up', { defaultMessage: 'up' })
      : i18n.translate('bedrock.kpi.down', { defaultMessage: 'down' });
  return (
    <EuiText size="xs" data-test-subj={subject}>
      <span style={{ color: verdictColor[delta.verdict], whiteSpace: 'nowrap' }}>
        <EuiIcon type={delta.direction === 'up' ? 'sortUp' : 'sortDown'} size="s" aria-hidden="true" />
        <EuiScreenReaderOnly>
          <span>{direction} </span>
        </EuiScreenReaderOnly>
        {delta.text} {verdictText()[delta.verdict]}
      </span>{' '}
      <span style={{ color: themeColors.subduedText }}>
        {i18n.translate('bedrock.kpi.comparedWith', {
          defaultMessage: 'vs {period}',
          values: { period: comparedWith },
        })}
      </span>
    </EuiText>
  );
}
