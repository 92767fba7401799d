import { brushedColumns, stackedColumnsOption, tooltipText, type StackedColumns } from './stacked_columns';

const data: StackedColumns = {
  ticks: ['10:00', '11:00'],
  times: ['Nov 22, 10:00', 'Nov 22, 11:00'],
  series: [
    { name: 'model a', values: [1, 0] },
    { name: '<img src=x onerror=alert(1)>{big|name}', values: [5, 2] },
    { name: 'Other models', values: [0, 1], isRest: true },
  ],
  formatValue: (value) => `$${value}`,
  formatAxis: String,
};
const pointed = (dataIndex: number) =>
  data.series.map(({ name }, seriesIndex) => ({
    dataIndex,
    seriesIndex,
    seriesName: name,
    marker: '* ',
    value: 'not what is read',
  }));

test('names are drawn as text, never as HTML', () => {
  expect(stackedColumnsOption(data).tooltip).toMatchObject({ renderMode: 'richText' });
});

test('the tooltip tells the total and what it consists of, largest first, without what is not part of it', () => {
  expect(tooltipText(data, pointed(1))).toBe(
    'Nov 22, 11:00   $3\n* $2   <img src=x onerror=alert(1)>{\u200bbig|name}\n* $1   Other models',
  );
});

test('a series that is switched off is not part of the total', () => {
  expect(tooltipText(data, pointed(0).slice(0, 1))).toBe('Nov 22, 10:00   $1\n* $1   model a');
});

test('every series is stacked, in order, and what is left over has its own colour', () => {
  const { series } = stackedColumnsOption(data);
  expect(series).toHaveLength(3);
  expect(series).toMatchObject([
    { stack: 'total', data: [1, 0] },
    { stack: 'total', data: [5, 2] },
    { stack: 'total', data: [0, 1] },
  ]);
});

test.each([
  [[0, 1], { first: 0, last: 1 }],
  [[1, 0], { first: 0, last: 1 }],
  [[-3, 0.4], { first: 0, last: 0 }],
  [[1, 99], { first: 1, last: 1 }],
  [undefined, undefined],
  [['a', 'b'], undefined],
])('a brush over %j covers %j', (coordRange, columns) => {
  expect(brushedColumns(coordRange, 2)).toEqual(columns);
});

test('a brush over no columns chooses nothing', () => {
  expect(brushedColumns([0, 1], 0)).toBeUndefined();
});
