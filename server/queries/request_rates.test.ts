import { requestRates, shareOf } from './request_rates';

const rates = (invocations: number, client_errors: number, server_errors: number, throttles: number) =>
  requestRates({ invocations, client_errors, server_errors, throttles });

test('errors are of what was accepted, throttles of everything that was tried', () => {
  expect(rates(80, 6, 2, 20)).toEqual({ attempts: 100, error_rate: 0.1, throttle_rate: 0.2 });
});

test('requests that CloudWatch counts as errors alone are among those that were tried', () => {
  expect(rates(0, 5, 0, 0)).toEqual({ attempts: 5, error_rate: 1, throttle_rate: 0 });
  expect(rates(3, 5, 1, 2)).toEqual({ attempts: 8, error_rate: 1, throttle_rate: 0.25 });
});

test('where nothing was tried there is no rate, where all was turned away no rate of errors', () => {
  expect(rates(0, 0, 0, 0)).toEqual({ attempts: 0, error_rate: null, throttle_rate: null });
  expect(rates(0, 0, 0, 4)).toEqual({ attempts: 4, error_rate: null, throttle_rate: 1 });
  expect(shareOf(0, 0)).toBeNull();
});
