/**
 * Draws a chart with Apache ECharts; in a chunk of its own, since the library is larger than the rest of the page.
 * Lives as long as its element: it follows the element's size and frees what it holds when it goes.
 */
import { BarChart } from 'echarts/charts';
import {
  BrushComponent,
  GridComponent,
  LegendScrollComponent,
  ToolboxComponent,
  TooltipComponent,
} from 'echarts/components';
import * as echarts from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import React, { useEffect, useRef } from 'react';
import * as z from 'zod/mini';
import { brushedColumns, stackedColumnsOption, type StackedColumns } from './stacked_columns';

echarts.use([
  BarChart,
  BrushComponent,
  CanvasRenderer,
  GridComponent,
  LegendScrollComponent,
  ToolboxComponent,
  TooltipComponent,
]);

export interface ChartCanvasProps {
  readonly data: StackedColumns;
  /** What the chart shows, in a sentence, for those who do not see it. */
  readonly label: string;
  readonly height: number;
  readonly onBrush: (first: number, last: number) => void;
}

const BrushEnd = z.object({ areas: z.array(z.object({ coordRange: z.optional(z.unknown()) })) });

const BRUSH_CURSOR = {
  type: 'takeGlobalCursor',
  key: 'brush',
  brushOption: { brushType: 'lineX', brushMode: 'single' },
} as const;

export default function ChartCanvas({ data, label, height, onBrush }: ChartCanvasProps) {
  const element = useRef<HTMLDivElement>(null);
  const chart = useRef<echarts.ECharts>();
  const current = useRef({ data, onBrush });
  current.current = { data, onBrush };

  useEffect(() => {
    if (!element.current) return undefined;
    const instance = echarts.init(element.current, undefined, { renderer: 'canvas' });
    chart.current = instance;
    instance.on('brushEnd', (event) => {
      const parsed = z.safeParse(BrushEnd, event);
      const range = brushedColumns(
        parsed.success ? parsed.data.areas[0]?.coordRange : undefined,
        current.current.data.times.length,
      );
      instance.dispatchAction({ type: 'brush', areas: [] });
      if (range) current.current.onBrush(range.first, range.last);
    });
    const observer = new ResizeObserver(() => instance.resize());
    observer.observe(element.current);
    return () => {
      observer.disconnect();
      instance.dispose();
      chart.current = undefined;
    };
  }, []);

  useEffect(() => {
    // Replacing the series keeps which of them were switched off in the legend.
    chart.current?.setOption(stackedColumnsOption(data), { replaceMerge: ['series'] });
    chart.current?.dispatchAction(BRUSH_CURSOR);
  }, [data]);

  return (
    <div
      ref={element}
      role="img"
      aria-label={label}
      style={{ height, width: '100%' }}
      data-test-subj="bedrockChart"
    />
  );
}
