import { readFileSync } from 'node:fs';
import { INDICATORS } from '../server/transforms/indicators/registry';
import { INDICATORS_PAGE, indicatorsPage } from './indicators_doc';

const page = readFileSync(INDICATORS_PAGE, 'utf8');

test('docs/indicators.md says what the registry says (npx tsx scripts/indicators_doc.ts)', () => {
  expect(page).toBe(indicatorsPage());
});

test.each(INDICATORS.map((indicator) => [indicator.id, indicator] as const))(
  '%s stands there with all its patterns, its OWASP item and its limits',
  (id, { owasp, looksFor, limits, phrases = [], patterns = [] }) => {
    for (const pattern of [...phrases, ...patterns]) expect(page).toContain(`\`${id}.${pattern.id}\``);
    for (const text of [`${owasp.id} ${owasp.description}`, looksFor, limits]) expect(page).toContain(text);
  },
);
