import { detects, passesOver } from './detects.test_support';

detects('uk_nino', '«AB123456C»', 'NI «AB 12 34 56 C».');

passesOver(
  'uk_nino',
  'QQ123456C',
  'GB123456A',
  'AB123456E',
  'AB1234567C',
  'XAB123456C',
  'AB123456CD',
  'ab123456c',
);
