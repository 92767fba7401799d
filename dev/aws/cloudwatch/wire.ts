/** Shapes that several CloudWatch operations share. On the wire, dimensions are a list and times are seconds. */
import * as z from 'zod';
import { AwsError } from '../protocol/errors';

export const Dimensions = z
  .array(z.object({ Name: z.string().min(1).max(255), Value: z.string().min(1).max(1024) }))
  .max(30)
  .default([]);

export const dimensionMap = (list: z.output<typeof Dimensions>): Record<string, string> =>
  Object.fromEntries(list.map(({ Name: name, Value: value }) => [name, value]));

export const dimensionList = (map: Readonly<Record<string, string>>): readonly object[] =>
  Object.entries(map).map(([name, value]) => ({ Name: name, Value: value }));

/** Epoch seconds, with a fraction where milliseconds count, to epoch milliseconds. */
export const Timestamp = z.number().transform((seconds) => Math.round(seconds * 1000));

export const toSeconds = (ms: number): number => ms / 1000;

export const validationError = (message: string): AwsError => new AwsError('ValidationError', message);

export const invalidParameter = (message: string): AwsError => new AwsError('InvalidParameterValue', message);
