import { detects, passesOver } from './detects.test_support';

const TOKEN = ['hf', 'abcdefGHIJKLmnopqrSTUVWXyz01234567'].join('_');

detects('hugging_face_token', `use «${TOKEN}», please`, `"«${TOKEN}»"`, `path/«${TOKEN}»`);

passesOver('hugging_face_token', `x${TOKEN}`, 'hf_hub_download_and_load_the_model_now');
