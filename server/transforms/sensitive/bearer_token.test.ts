import { detects, passesOver } from './detects.test_support';

detects(
  'bearer_token',
  'Authorization: Bearer «ya29.a0AfH6SMBx1234567890»',
  'bearer «abcdefGHIJKL0123456789==» and',
  '"BEARER «0123456789abcdef»"',
);

passesOver(
  'bearer_token',
  'the bearer of internationalization',
  'Bearer token-authentication',
  'Bearer abc123',
  'forbearer abcdefGHIJKL0123456789',
  'Bearer <token>',
);
