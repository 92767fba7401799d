import { readFileSync } from 'node:fs';
import { DATA_MODEL_PAGE, dataModelPage } from './data_model';

test('docs/data-model.md says what the catalogues say (npx tsx scripts/data_model.ts)', () => {
  expect(readFileSync(DATA_MODEL_PAGE, 'utf8')).toBe(dataModelPage());
});
