import { detects, passesOver } from './detects.test_support';

const TOKEN = ['xoxb', '123456789012', 'abcdefghijkl'].join('-');

detects('slack_token', `use «${TOKEN}», please`, `"«${TOKEN}»"`, `path/«${TOKEN}»`);

passesOver('slack_token', `x${TOKEN}`, 'xoxb-1', 'xoxy-123456789012');
