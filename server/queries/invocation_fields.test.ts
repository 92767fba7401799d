import { INVOCATION_FIELDS } from '../../common/documents/invocation_fields';
import { FIELD } from './invocation_fields';

test.each(Object.values(FIELD))('%s is a field of the catalogue', (name) => {
  expect(INVOCATION_FIELDS.map((field) => field.name)).toContain(name);
});
