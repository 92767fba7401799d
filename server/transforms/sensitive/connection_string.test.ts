import { detects, passesOver } from './detects.test_support';

detects(
  'connection_string',
  '«postgres://app:s3cr3t@db.example.com:5432/app?x=1».',
  'url="«mongodb+srv://u:p%40ss@cluster0.example.net»"',
  '(«https://user:pass@example.com/path»)',
  '«redis://:secret@localhost:6379/0»',
  '«amqp://u:p@ss@host/vhost»',
);

passesOver(
  'connection_string',
  'https://example.com:8080/users/@me',
  'https://user@example.com/x',
  'http://example.com/a:b',
  'see https://medium.com/@author',
  'postgres://db.example.com/app',
  'scheme://u:@host',
);
