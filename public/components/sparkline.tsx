/**
 * The course of a figure in the space of a word. Drawn as plain SVG, so that the page's first sight waits for no
 * chart library; hidden from screen readers, which find the same course in the chart's table.
 */
import React from 'react';

const WIDTH = 100;
const HEIGHT = 28;
const PADDING = 2;

export interface SparklineProps {
  /** In order of time; `null` where nothing was measured, which breaks the line. */
  readonly values: ReadonlyArray<number | null>;
  readonly color: string;
}

/** SVG path data of the line; pieces between gaps are drawn apart, a single point as a short dash. */
export function sparklinePath(values: ReadonlyArray<number | null>): string {
  const known = values.filter((value) => value !== null);
  if (known.length === 0 || values.length < 2) return '';
  const max = Math.max(...known, 0);
  const min = Math.min(...known, 0);
  const step = WIDTH / (values.length - 1);
  const y = (value: number) =>
    max === min
      ? HEIGHT - PADDING
      : HEIGHT - PADDING - ((value - min) / (max - min)) * (HEIGHT - 2 * PADDING);
  let path = '';
  values.forEach((value, index) => {
    if (value === null) return;
    const before = values[index - 1] ?? null;
    const after = values[index + 1] ?? null;
    const x = index * step;
    const at = `${x.toFixed(1)} ${y(value).toFixed(1)}`;
    path += before === null ? `M${at}` : `L${at}`;
    if (before === null && after === null) path += 'h1';
  });
  return path;
}

export const Sparkline = ({ values, color }: SparklineProps) => (
  <svg
    aria-hidden="true"
    focusable="false"
    width="100%"
    height={HEIGHT}
    viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
    preserveAspectRatio="none"
    data-test-subj="bedrockSparkline"
  >
    <path
      d={sparklinePath(values)}
      fill="none"
      stroke={color}
      strokeWidth={1.5}
      strokeLinejoin="round"
      vectorEffect="non-scaling-stroke"
    />
  </svg>
);
