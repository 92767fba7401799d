import { detects, passesOver } from './detects.test_support';

detects('de_tax_id', '«86095742719»', '«86 095 742 719»', 'IdNr. «47036892816»');

passesOver(
  'de_tax_id',
  '86095742718',
  '12345678901',
  '11111111111',
  '06095742719',
  '+86095742719',
  '0.86095742719',
  '860957427190',
);
