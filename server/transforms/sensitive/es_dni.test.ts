import { detects, passesOver } from './detects.test_support';

detects('es_dni', '«12345678Z»', '«12345678-Z»', '«X1234567L»', '«X-1234567-L».');

passesOver(
  'es_dni',
  '12345678A',
  '1234567Z',
  'a12345678Z',
  '12345678ZA',
  'X1234567A',
  'W1234567L',
  '12345678z',
);
