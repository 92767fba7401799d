import { detects, passesOver } from './detects.test_support';

detects('cn_resident_id', '«11010519491231002X»', '«440524188001010014»');

passesOver(
  'cn_resident_id',
  '110105194912310021',
  '11010519491331002X',
  '110105204912310021',
  'x11010519491231002X',
);
