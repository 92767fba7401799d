import { detects, passesOver } from './detects.test_support';

detects(
  'password',
  'Server=db;Database=app;User Id=sa;Password=«P@ss w»;Encrypt=true',
  'AccountName=abc;AccountKey=«Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq==»;x',
  'Endpoint=sb://x/;SharedAccessKey=«abc+def/0123=»',
  'jdbc:postgresql://h/db?user=x&password=«y1»&z',
  '{"password": "«hunter2»", "user": "x"}',
  '{\\"client_secret\\":\\"«abc»\\"}',
  'DB_PASSWORD=«hunter2»',
  'API_KEY="«abc123»"',
  `'dbPassword': '«x y»'`,
  'host=h port=1 user=u password=«pw1» dbname=d',
);

passesOver(
  'password',
  'password = read();',
  'const password = getPassword(user)',
  'the password: hunter',
  '"password": {"type": "string"}',
  'password=',
  'DB_PASSWORD=$SECRET',
  'if (password == other)',
  '"password_hint": "cat"',
  'password: string;',
  'key=value',
);
