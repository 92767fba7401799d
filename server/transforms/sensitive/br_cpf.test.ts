import { detects, passesOver } from './detects.test_support';

detects('br_cpf', '«529.982.247-25»', 'CPF: «52998224725»');

passesOver('br_cpf', '529.982.247-26', '111.111.111-11', '52998224725', '1529.982.247-25');
