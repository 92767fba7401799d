/**
 * AWS access key ids, long-lived and temporary (IAM user guide, unique identifiers): `AKIA` or `ASIA` and sixteen
 * characters of base 32. An id opens nothing alone, but it names the account and stands beside what does.
 */
import { matchAt, type Detector } from './detector';

const KEY = /A(?:KIA|SIA)[A-Z2-7]{16}(?![A-Za-z0-9])/y;

export const awsAccessKey: Detector = {
  kind: 'aws_access_key',
  group: 'secret',
  sign: 'token',
  prefixes: ['AKIA', 'ASIA'],
  find: (text, start, _end, found) => matchAt(KEY, text, start, found),
};
