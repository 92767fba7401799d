/** Every scenario by the name the estate uses. */
import { contracts, forecast, sql } from './analytics';
import { articles, catalog, imagery, invoices, relevance, translations } from './commerce';
import { digest, support, triage } from './customer_care';
import { codeReview, coding, lab, release } from './engineering';
import type { Scenario } from './scenario';

export const SCENARIOS = {
  support,
  triage,
  digest,
  catalog,
  articles,
  translations,
  imagery,
  relevance,
  invoices,
  sql,
  forecast,
  contracts,
  code_review: codeReview,
  coding,
  lab,
  release,
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof SCENARIOS;
