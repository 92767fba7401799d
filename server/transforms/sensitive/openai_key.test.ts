import { detects, passesOver } from './detects.test_support';

const TOKEN = ['sk', 'proj', 'abcdEFGH0123456789abcdefghijkl'].join('-');

detects('openai_key', `use «${TOKEN}», please`, `"«${TOKEN}»"`, `path/«${TOKEN}»`);

passesOver(
  'openai_key',
  `x${TOKEN}`,
  'sk-learn-pipeline-with-many-words',
  'sk-12345',
  'risk-ASSESSMENT-2024-for-all-of-the-Departments',
);
