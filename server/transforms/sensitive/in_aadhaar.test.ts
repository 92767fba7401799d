import { detects, passesOver } from './detects.test_support';

detects('in_aadhaar', '«2341 2341 2346»', '«2341-2341-2346»', 'Aadhaar no: «234123412346»');

passesOver(
  'in_aadhaar',
  '2341 2341 2347',
  '1341 2341 2346',
  '234123412346',
  '2341 2341 2346 1111',
  '1111 2341 2341 2346',
  'arn:aws:iam::234123412346:role/x',
);
