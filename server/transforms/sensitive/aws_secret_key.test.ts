import { detects, passesOver } from './detects.test_support';

detects(
  'aws_secret_key',
  'aws_secret_access_key = «wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY»',
  '"SecretAccessKey": "«wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY»"',
  'AKIAIOSFODNN7EXAMPLE,«wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY»',
  '{\\"SecretAccessKey\\":\\"«wJalrXUtnFEMI\\/K7MDENG\\/bPxRfiCYEXAMPLEKEY»\\"}',
);

passesOver(
  'aws_secret_key',
  'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'secret wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEYA',
  'secret da39a3ee5e6b4b0d3255bfef95601890afd80709',
  'aws key commit 356a192b7913b04c54574d18c28d46e6395428ab',
);
