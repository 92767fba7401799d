import { detects, passesOver } from './detects.test_support';

const TOKEN = ['ABSK', 'QmVkcm9ja0FQSUtleS', '1hYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5eg=='].join('');

detects('bedrock_api_key', `use «${TOKEN}», please`, `"«${TOKEN}»"`, `path/«${TOKEN}»`);

passesOver('bedrock_api_key', `x${TOKEN}`, 'ABSKsomethingelseentirely');
