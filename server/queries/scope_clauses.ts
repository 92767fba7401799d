/** The time range and the shared filters as clauses of a search. */
import type { Caller, InvocationFilters, TimeRange } from '../../common/api/invocation_scope';
import { FIELD } from './invocation_fields';
import type { Clause } from './search';

/** `[from, to)`, so that neighbouring ranges share no invocation and miss none. */
export const inRange = ({ from, to }: TimeRange): Clause => ({
  range: { [FIELD.time]: { gte: from, lt: to, format: 'epoch_millis' } },
});

const absent = (field: string): Clause => ({ bool: { must_not: [{ exists: { field } }] } });

const anyOf = (clauses: readonly Clause[]): Clause =>
  clauses.length === 1 && clauses[0] ? clauses[0] : { bool: { should: clauses, minimum_should_match: 1 } };

const is = (field: string, value: string | null): Clause =>
  value === null ? absent(field) : { term: { [field]: value } };

const isCaller = ({ account, name }: Caller): Clause => ({
  bool: { filter: [is(FIELD.account, account), is(FIELD.caller, name)] },
});

/** Clauses that must all hold; none for filters that are empty. */
export function filterClauses(filters: InvocationFilters): Clause[] {
  const clauses: Clause[] = [];
  if (filters.accounts.length > 0) clauses.push({ terms: { [FIELD.account]: filters.accounts } });
  if (filters.regions.length > 0) clauses.push({ terms: { [FIELD.region]: filters.regions } });
  if (filters.models.length > 0) clauses.push(anyOf(filters.models.map((model) => is(FIELD.model, model))));
  if (filters.callers.length > 0) clauses.push(anyOf(filters.callers.map(isCaller)));
  return clauses;
}
