/**
 * How figures are written: with units, thousands separators of the reader's language, and a dash for what is
 * not known. No figure is ever «NaN», and a small cost is never rounded to nothing.
 */
import { i18n } from '@osd/i18n';

export const UNKNOWN = '–';

type Figure = number | null | undefined;
const isKnown = (value: Figure): value is number => typeof value === 'number' && Number.isFinite(value);

const formats = new Map<string, Intl.NumberFormat>();
function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const locale = i18n.getLocale();
  const key = `${locale} ${JSON.stringify(options)}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, options);
  formats.set(key, format);
  return format;
}

/** `12,345` */
export const formatCount = (value: Figure): string =>
  isKnown(value) ? numberFormat({ maximumFractionDigits: 0 }).format(value) : UNKNOWN;

/** `12.3K` for tiles and axes; exact below ten thousand. */
export const formatCompact = (value: Figure): string => {
  if (!isKnown(value)) return UNKNOWN;
  return Math.abs(value) < 10_000
    ? numberFormat({ maximumFractionDigits: 2 }).format(value)
    : numberFormat({ notation: 'compact', maximumSignificantDigits: 3 }).format(value);
};

const usd = { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' } as const;

/** `$1,234.56`; below a cent with two significant digits, so that `$0.000021` stays what it is. */
export function formatUsd(value: Figure): string {
  if (!isKnown(value)) return UNKNOWN;
  const size = Math.abs(value);
  if (size !== 0 && size < 0.01) return numberFormat({ ...usd, maximumSignificantDigits: 2 }).format(value);
  return numberFormat(usd).format(value);
}

/** `$12.3K` for axes. */
export const formatUsdCompact = (value: Figure): string =>
  isKnown(value) && Math.abs(value) >= 10_000
    ? numberFormat({ ...usd, notation: 'compact', maximumSignificantDigits: 3 }).format(value)
    : formatUsd(value);

/** A ratio from 0 to 1 as `0.42%`; what is more than nothing never reads as nothing. */
export function formatRatio(value: Figure): string {
  if (!isKnown(value)) return UNKNOWN;
  const size = Math.abs(value);
  if (size > 0 && size < 0.0001)
    return `<${numberFormat({ style: 'percent', maximumFractionDigits: 2 }).format(0.0001)}`;
  return numberFormat({ style: 'percent', maximumFractionDigits: size < 0.1 ? 2 : 1 }).format(value);
}

/** Milliseconds as `850ms`, `1.24s`, `16.8s` or `2.1 min`. */
export function formatDuration(ms: Figure): string {
  if (!isKnown(ms)) return UNKNOWN;
  const unit = (name: string, value: number, digits: number, unitDisplay: 'narrow' | 'short') =>
    numberFormat({ style: 'unit', unit: name, unitDisplay, maximumFractionDigits: digits }).format(value);
  if (ms < 1_000) return unit('millisecond', ms, ms < 10 ? 1 : 0, 'narrow');
  if (ms < 60_000) return unit('second', ms / 1_000, ms < 10_000 ? 2 : 1, 'narrow');
  return unit('minute', ms / 60_000, 1, 'short');
}

/** Part over whole; `null` for a whole of nothing. */
export const ratio = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);
