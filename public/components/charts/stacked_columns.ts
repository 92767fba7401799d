/**
 * Data to be stacked over time, and what ECharts is told about it. Pure, so that what a chart shows can be
 * tested without drawing. Names are other people's text: the tooltip is drawn as text (`richText`), never as HTML.
 */
import type { BarSeriesOption } from 'echarts/charts';
import type { GridComponentOption, LegendComponentOption, TooltipComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import * as z from 'zod/mini';
import { themeColors } from '../../host/theme';

export interface StackedColumns {
  /** Label of each column, on the axis. */
  readonly ticks: readonly string[];
  /** Label of each column, in full. */
  readonly times: readonly string[];
  /** From the bottom up; one value per column. */
  readonly series: ReadonlyArray<{
    readonly name: string;
    readonly values: readonly number[];
    /** What is left over is grey, whatever its place. */
    readonly isRest?: boolean;
  }>;
  readonly formatValue: (value: number) => string;
  readonly formatAxis: (value: number) => string;
}

export type ChartOption = ComposeOption<
  BarSeriesOption | GridComponentOption | LegendComponentOption | TooltipComponentOption
> & {
  readonly brush: object;
  readonly toolbox: object;
};

/** Space that legend and labels need around the columns, pixels. */
const GRID = { top: 36, right: 16, bottom: 24, left: 8, containLabel: true } as const;

export const seriesColor = (index: number, isRest = false): string =>
  isRest ? themeColors.rest : (themeColors.series[index % themeColors.series.length] ?? themeColors.course);

export function stackedColumnsOption(data: StackedColumns): ChartOption {
  const text = { color: themeColors.text, fontFamily: 'inherit' };
  return {
    animation: false,
    textStyle: text,
    grid: GRID,
    legend: {
      type: 'scroll',
      top: 0,
      left: 0,
      icon: 'roundRect',
      itemWidth: 10,
      itemHeight: 10,
      textStyle: { color: themeColors.text },
      pageTextStyle: { color: themeColors.text },
      pageIconColor: themeColors.subduedText,
      pageIconInactiveColor: themeColors.line,
      inactiveColor: themeColors.line,
    },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      axisPointer: { type: 'shadow' },
      confine: true,
      backgroundColor: themeColors.surface,
      borderColor: themeColors.line,
      textStyle: { color: themeColors.text },
      formatter: (params) => tooltipText(data, params),
    },
    // Needed by the brush, which is always on and so needs no button.
    toolbox: { show: false },
    brush: { xAxisIndex: 0, brushType: 'lineX', brushMode: 'single', transformable: false },
    xAxis: {
      type: 'category',
      data: [...data.times],
      axisTick: { show: false },
      axisLine: { lineStyle: { color: themeColors.line } },
      axisLabel: {
        color: themeColors.subduedText,
        hideOverlap: true,
        formatter: (_value: string, index: number) => data.ticks[index] ?? '',
      },
    },
    yAxis: {
      type: 'value',
      min: 0,
      splitNumber: 4,
      splitLine: { lineStyle: { color: themeColors.line } },
      axisLabel: { color: themeColors.subduedText, formatter: (value: number) => data.formatAxis(value) },
    },
    series: data.series.map(({ name, values, isRest }, index): BarSeriesOption => ({
      type: 'bar',
      // Two models may be called alike by hostile names: series are told apart by id.
      id: `series-${index}`,
      name,
      stack: 'total',
      barCategoryGap: '20%',
      itemStyle: { color: seriesColor(index, isRest) },
      emphasis: { focus: 'series' },
      data: [...values],
    })),
  };
}

/** What ECharts tells about one series of the column under the pointer. */
const TooltipPart = z.object({
  dataIndex: z.number(),
  seriesIndex: z.number(),
  seriesName: z.string(),
  marker: z.string(),
});

/** The pointed column, its total, and the series that are part of it and not switched off, largest first. */
export function tooltipText(data: StackedColumns, params: unknown): string {
  const parts = z.safeParse(z.array(TooltipPart), params);
  if (!parts.success) return '';
  const present = parts.data
    .map((part) => ({ ...part, value: data.series[part.seriesIndex]?.values[part.dataIndex] ?? 0 }))
    .filter(({ value }) => value > 0)
    .sort((a, b) => b.value - a.value);
  const time = data.times[parts.data[0]?.dataIndex ?? -1] ?? '';
  const total = data.formatValue(present.reduce((sum, { value }) => sum + value, 0));
  return [
    `${time}   ${total}`,
    ...present.map(
      ({ marker, seriesName, value }) => `${marker}${data.formatValue(value)}   ${plain(seriesName)}`,
    ),
  ].join('\n');
}

/** `{style|text}` is markup in ECharts' rich text; a name that contains it is still only a name. */
const plain = (name: string): string => name.replaceAll('{', '{\u200b').replaceAll('\n', ' ');

/** The columns a brush covers, first and last, from what ECharts reports; `undefined` for none. */
export function brushedColumns(
  coordRange: unknown,
  columnCount: number,
): { first: number; last: number } | undefined {
  if (!Array.isArray(coordRange) || columnCount === 0) return undefined;
  const [a, b]: unknown[] = coordRange;
  if (typeof a !== 'number' || typeof b !== 'number') return undefined;
  const within = (index: number) => Math.min(columnCount - 1, Math.max(0, Math.round(index)));
  return { first: within(Math.min(a, b)), last: within(Math.max(a, b)) };
}
