/**
 * A chart of stacked columns over time. Brushing chooses a range; the same data can be read as a table, by people
 * who do not see the chart and by those who want the figures.
 */
import { EuiBasicTable, EuiButtonEmpty, EuiLoadingChart, type EuiBasicTableColumn } from '@elastic/eui';
import { i18n } from '@osd/i18n';
import React, { lazy, Suspense, useState } from 'react';
import type { StackedColumns } from './stacked_columns';

/** The figures above a chart are painted before the chart library, by far the largest chunk, is evaluated. */
const afterPaint = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

const ChartCanvas = lazy(() => afterPaint().then(() => import('./chart_canvas')));

const HEIGHT = 280;

export interface StackedColumnChartProps {
  readonly data: StackedColumns;
  readonly label: string;
  /** Header of the table's first column. */
  readonly timeTitle: string;
  readonly onBrush: (first: number, last: number) => void;
}

export function StackedColumnChart({ data, label, timeTitle, onBrush }: StackedColumnChartProps) {
  const [asTable, setAsTable] = useState(false);
  return (
    <>
      {asTable ? (
        <div
          style={{ height: HEIGHT, overflow: 'auto' }}
          tabIndex={0}
          role="region"
          aria-label={label}
          data-test-subj="bedrockChartTable"
        >
          <ColumnTable data={data} label={label} timeTitle={timeTitle} />
        </div>
      ) : (
        <Suspense fallback={<ChartPlaceholder />}>
          <ChartCanvas data={data} label={label} height={HEIGHT} onBrush={onBrush} />
        </Suspense>
      )}
      <EuiButtonEmpty
        size="xs"
        flush="left"
        iconType={asTable ? 'visBarVerticalStacked' : 'visTable'}
        onClick={() => setAsTable(!asTable)}
        data-test-subj="bedrockChartToggle"
      >
        {asTable
          ? i18n.translate('bedrock.chart.asChart', { defaultMessage: 'Show as chart' })
          : i18n.translate('bedrock.chart.asTable', { defaultMessage: 'Show as table' })}
      </EuiButtonEmpty>
    </>
  );
}

const ChartPlaceholder = () => (
  <div style={{ height: HEIGHT, display: 'flex', alignItems: 'center', justifyContent: 'center' }}>
    <EuiLoadingChart size="l" />
  </div>
);

interface Row {
  readonly time: string;
  readonly values: readonly number[];
}

function ColumnTable({ data, label, timeTitle }: Omit<StackedColumnChartProps, 'onBrush'>) {
  const rows = data.times.map((time, index): Row => ({
    time,
    values: data.series.map(({ values }) => values[index] ?? 0),
  }));
  const columns: Array<EuiBasicTableColumn<Row>> = [
    { name: timeTitle, render: (row: Row) => row.time, width: '180px' },
    ...data.series.map(({ name }, index): EuiBasicTableColumn<Row> => ({
      name,
      align: 'right',
      render: (row: Row) => data.formatValue(row.values[index] ?? 0),
    })),
  ];
  return <EuiBasicTable tableCaption={label} items={rows} columns={columns} compressed />;
}
