import { detects, passesOver } from './detects.test_support';

const TOKEN = ['sk', 'ant', 'api03', 'abcdefghijklmnopqrstuvwxyz01'].join('-');

detects('anthropic_key', `use «${TOKEN}», please`, `"«${TOKEN}»"`, `path/«${TOKEN}»`);

passesOver('anthropic_key', `x${TOKEN}`, 'sk-ant-x');
