/** How long people wait: for the second `npm start`, and for the first page on a million invocations. */
import { type Bench, figure } from './figure';
import { measureFirstPage } from './first_page';
import { measureStarts } from './second_start';

const READY_WITHIN_S = 30;
const PAGE_WITHIN_MS = 2_000;

export const start: Bench = async (around) => {
  const { second } = await measureStarts(around);
  const page = await measureFirstPage(around);
  const milliseconds = (metric: string, value: number) =>
    figure('start', metric, { value, unit: 'ms', limit: PAGE_WITHIN_MS });
  return [
    figure('start', 'second_npm_start', { value: second, unit: 's', limit: READY_WITHIN_S }),
    milliseconds('first_page_empty_profile', page.coldProfile),
    milliseconds('first_page_warm_profile', page.warmProfile),
  ];
};
