import { detects, passesOver } from './detects.test_support';

detects('it_codice_fiscale', '«MRTMTT25D09F205Z»', 'cf: «MLLSNT82P65Z404U»,');

passesOver(
  'it_codice_fiscale',
  'MRTMTT25D09F205X',
  'MRTMTT25I09F205Z',
  'XMRTMTT25D09F205Z',
  'mrtmtt25d09f205z',
);
