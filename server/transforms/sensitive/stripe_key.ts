/**
 * Stripe's secret and restricted keys and webhook secrets (Stripe documentation, API keys); publishable ones are public.
 */
import { matchAt, type Detector } from './detector';

const TOKEN = /(?:[rs]k_(?:live|test)|whsec)_[A-Za-z0-9]{16,}/y;

export const stripeKey: Detector = {
  kind: 'stripe_key',
  group: 'secret',
  sign: 'token',
  prefixes: ['sk_live_', 'sk_test_', 'rk_live_', 'rk_test_', 'whsec_'],
  find: (text, start, _end, found) => matchAt(TOKEN, text, start, found),
};
