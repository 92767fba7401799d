import { detects, passesOver } from './detects.test_support';

const TOKEN = ['AIza', 'SyDaGmWKa4JsXZ-HjGw7ISLn_3namBGewQe'].join('');

detects('google_api_key', `use «${TOKEN}», please`, `"«${TOKEN}»"`, `path/«${TOKEN}»`);

passesOver('google_api_key', `x${TOKEN}`, 'AIzaSyDaGmWKa4JsXZ');
