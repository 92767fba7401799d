/**
 * What changed since the equally long period before, and whether that is good. Whoever reads a red arrow should
 * not have to remember that fewer errors are better; and where there was nothing before, nothing is claimed.
 */
import { i18n } from '@osd/i18n';

export type Delta =
  | { readonly kind: 'none' }
  | { readonly kind: 'same' }
  | {
      readonly kind: 'changed';
      /** Without a sign: the arrow tells the direction. */
      readonly text: string;
      readonly direction: 'up' | 'down';
      readonly verdict: 'better' | 'worse' | 'neutral';
    };

export interface Comparison {
  /** The direction that is good, if any is. */
  readonly good: 'up' | 'down' | 'neither';
  /** Shares are compared in percentage points: «twice 0.01 %» would alarm about nothing. */
  readonly as: 'ratio' | 'points';
}

const POINT_DIGITS = 2;

export function compare(current: number | null, previous: number | null, { good, as }: Comparison): Delta {
  if (current === null || previous === null) return { kind: 'none' };
  if (as === 'ratio' && previous === 0) return current === 0 ? { kind: 'same' } : { kind: 'none' };
  const change = as === 'points' ? (current - previous) * 100 : (current - previous) / previous;
  if (!Number.isFinite(change)) return { kind: 'none' };
  const text = as === 'points' ? points(Math.abs(change)) : percent(Math.abs(change));
  if (!/[1-9]/.test(text)) return { kind: 'same' };
  const direction = change > 0 ? 'up' : 'down';
  const verdict = good === 'neither' ? 'neutral' : good === direction ? 'better' : 'worse';
  return { kind: 'changed', text, direction, verdict };
}

/** Past tenfold the digits say nothing more: the period before had next to nothing. */
const MOST = 9.99;

const percent = (change: number): string => {
  const format = new Intl.NumberFormat(i18n.getLocale(), {
    style: 'percent',
    maximumFractionDigits: change < 0.1 ? 1 : 0,
  });
  if (change <= MOST) return format.format(change);
  return i18n.translate('bedrock.delta.more', {
    defaultMessage: 'more than {percent}',
    values: { percent: format.format(MOST) },
  });
};

const points = (change: number): string =>
  i18n.translate('bedrock.delta.points', {
    defaultMessage: '{points} pp',
    values: {
      points: new Intl.NumberFormat(i18n.getLocale(), { maximumFractionDigits: POINT_DIGITS }).format(change),
    },
  });
