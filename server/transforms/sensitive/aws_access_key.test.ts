import { detects, passesOver } from './detects.test_support';

detects(
  'aws_access_key',
  '«AKIAIOSFODNN7EXAMPLE»',
  'id=«ASIAIOSFODNN7EXAMPLE»;',
  'x/«AKIAIOSFODNN7EXAMPLE»/20260101',
);

passesOver(
  'aws_access_key',
  'AKIAIOSFODNN7EXAMPL',
  'AKIAIOSFODNN7EXAMPLEX',
  'XAKIAIOSFODNN7EXAMPLE',
  'AKIAIOSFODNN7EXAMPL1',
  'akiaiosfodnn7example',
);
