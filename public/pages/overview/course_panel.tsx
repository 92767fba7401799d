/** Spend, tokens or invocations by model over time; brushing it zooms the whole page. */
import {
  EuiButtonGroup,
  EuiFlexGroup,
  EuiFlexItem,
  EuiPanel,
  EuiSpacer,
  EuiText,
  EuiTitle,
} from '@elastic/eui';
import { i18n } from '@osd/i18n';
import React, { useMemo } from 'react';
import type { Measure, Overview } from '../../../common/api/overview';
import { StackedColumnChart } from '../../components/charts/stacked_column_chart';
import type { StackedColumns } from '../../components/charts/stacked_columns';
import { formatColumn, formatTick } from '../../components/format_time';
import { modelName } from '../../components/names';
import { MEASURES, formatMeasure, formatMeasureAxis, measureName } from './measure';
import { unpricedText } from './unpriced_text';

export interface CoursePanelProps {
  readonly overview: Overview;
  readonly measure: Measure;
  readonly timeZone: string;
  readonly onMeasure: (measure: Measure) => void;
  /** `[from, to)` in epoch milliseconds. */
  readonly onZoom: (from: number, to: number) => void;
}

export function CoursePanel({ overview, measure, timeZone, onMeasure, onZoom }: CoursePanelProps) {
  const data = useMemo(() => stackedColumns(overview, timeZone), [overview, timeZone]);
  const title = i18n.translate('bedrock.overview.courseTitle', {
    defaultMessage: '{measure} by model over time',
    values: { measure: measureName(overview.rank_by) },
  });
  const zoom = (first: number, last: number) => {
    const from = overview.points[first]?.at;
    const to = overview.points[last + 1]?.at ?? overview.range.to;
    if (from !== undefined) onZoom(Math.max(from, overview.range.from), to);
  };
  return (
    <EuiPanel paddingSize="m" hasShadow={false} hasBorder data-test-subj="bedrockCourse">
      <EuiFlexGroup justifyContent="spaceBetween" alignItems="center" responsive={false} gutterSize="s" wrap>
        <EuiFlexItem grow={false}>
          <EuiTitle size="xs">
            <h2>{title}</h2>
          </EuiTitle>
        </EuiFlexItem>
        <EuiFlexItem grow={false}>
          <EuiButtonGroup
            legend={i18n.translate('bedrock.overview.measureLegend', {
              defaultMessage: 'What to show by model',
            })}
            buttonSize="compressed"
            idSelected={measure}
            options={MEASURES.map((id) => ({
              id,
              label: measureName(id),
              'data-test-subj': `bedrockMeasure-${id}`,
            }))}
            onChange={(id) => {
              const chosen = MEASURES.find((candidate) => candidate === id);
              if (chosen) onMeasure(chosen);
            }}
          />
        </EuiFlexItem>
      </EuiFlexGroup>
      <EuiText size="xs" color="subdued" data-test-subj="bedrockCourseHint">
        {i18n.translate('bedrock.overview.courseHint', {
          defaultMessage: 'Columns of {interval}, {zone}. Drag across the chart to zoom in.',
          values: { interval: overview.interval, zone: timeZone },
        })}
        {overview.rank_by === 'spend' && overview.unpriced_models.length > 0 && (
          <> {unpricedText(overview)}</>
        )}
      </EuiText>
      <EuiSpacer size="s" />
      <StackedColumnChart
        data={data}
        label={i18n.translate('bedrock.overview.courseLabel', {
          defaultMessage: '{title}: stacked columns of {interval} from {from} to {to}',
          values: {
            title,
            interval: overview.interval,
            from: formatColumn(overview.range.from, timeZone),
            to: formatColumn(overview.range.to, timeZone),
          },
        })}
        timeTitle={i18n.translate('bedrock.overview.time', {
          defaultMessage: 'Time ({zone})',
          values: { zone: timeZone },
        })}
        onBrush={zoom}
      />
    </EuiPanel>
  );
}

/** The series as they came, named and with labels; what is left over is called so. */
export function stackedColumns(
  { points, series, range, rank_by }: Overview,
  timeZone: string,
): StackedColumns {
  return {
    ticks: points.map(({ at }) => formatTick(at, timeZone, range.to - range.from)),
    times: points.map(({ at }) => formatColumn(at, timeZone)),
    series: series.map(({ key, values }) => ({
      name:
        key.kind === 'other'
          ? i18n.translate('bedrock.overview.otherModels', { defaultMessage: 'Other models' })
          : modelName(key.model),
      values,
      isRest: key.kind === 'other',
    })),
    formatValue: formatMeasure(rank_by),
    formatAxis: formatMeasureAxis(rank_by),
  };
}
