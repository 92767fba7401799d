/** Whether a cost adds up: parts to its total, exactly, and a document without a rate has no amounts. */
import { asNumber, asObject, type JsonObject } from '../../../common/documents/json';

const PARTS = ['input', 'output', 'cache_read', 'cache_write', 'images', 'guardrail'] as const;

/** USD in units of 10⁻¹⁰, without a detour over binary fractions. */
function units(usd: number): bigint {
  const [whole = '0', fraction = ''] = plain(usd).split('.');
  return BigInt(`${whole}${fraction.padEnd(10, '0').slice(0, 10)}`);
}

/** Without an exponent, as precise as the number is. */
function plain(value: number): string {
  const text = String(value);
  const [mantissa = '', exponent] = text.split('e');
  if (exponent === undefined) return text;
  const [whole = '', fraction = ''] = mantissa.split('.');
  const shift = Number(exponent);
  if (shift < 0) return `0.${'0'.repeat(-shift - 1)}${whole}${fraction}`;
  return `${whole}${fraction.padEnd(shift, '0')}`;
}

/** Beyond this a double has no ten digits behind its point. */
const EXACT_USD = 500_000;

/** What is wrong with the cost of a document. */
export function costFaults(document: JsonObject): string[] {
  const cost = asObject(asObject(asObject(document.aws_bedrock)?.invocation)?.cost);
  if (cost === undefined) return [];
  const total = asNumber(cost.total);
  const parts = PARTS.map((part) => asNumber(cost[part])).filter((part) => part !== undefined);
  if (cost.priced !== true)
    return total === undefined && parts.length === 0 ? [] : ['amounts without a price'];
  if (total === undefined) return ['a price without a total'];
  if ([total, ...parts].some((part) => part < 0)) return ['a negative amount'];
  if (total > EXACT_USD) return [];
  const sum = parts.reduce((all, part) => all + units(part), 0n);
  return sum === units(total) ? [] : ['parts that do not add up to the total'];
}
