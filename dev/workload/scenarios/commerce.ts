/** What a shop shows and sells: search vectors, translations, pictures, and the invoices that come back. */
import { PRODUCTS } from './customer_care';
import { amount, some } from './scenario';
import type { Scenario } from './scenario';

const TRAITS = [
  'waterproof',
  'foldable',
  'made of recycled wool',
  'dishwasher safe',
  'with a five-year guarantee',
  'for small rooms',
  'light as a feather',
  'quiet',
  'easy to assemble',
  'in three colours',
];
const SURROUNDINGS = [
  'on a light oak table by a window',
  'in front of a misty fjord at dawn',
  'on a plain warm grey background',
  'in a small city kitchen',
  'on a mossy rock after rain',
];
const STYLES = [
  'soft studio light, 85 mm, shallow depth of field',
  'flat lay, high key, no shadows',
  'documentary style, natural light',
  'isometric illustration in muted colours',
];

export const catalog: Scenario = {
  kind: 'embedding',
  texts: (random) => [
    random.chance(0.7)
      ? `${random.pick(TRAITS)} ${random.pick(PRODUCTS).toLowerCase()}`
      : `${random.pick(PRODUCTS)}: ${some(random, TRAITS, 4).join(', ')}. Delivered in two to four working days.`,
  ],
};

const ARTICLES = [
  'How to look after cast iron: wash it with hot water, dry it on the stove, and rub it thinly with oil while it is still warm. Soap does no harm to a well seasoned pan, soaking does.',
  'Returns from abroad need a customs form. It is in the parcel; where it is missing, print the one in your account. Parcels without a form are sent back by the carrier after ten days.',
  'The standing desk remembers four heights. Hold M and a digit for two seconds to store one. If the display shows E07, lower the desk completely and hold the down key until it clicks.',
  'Wool blankets are aired, not washed. If there is no way around it: thirty degrees, wool programme, lying flat to dry. Moth holes are covered by the guarantee in the first year.',
  'Points of the Anchor programme appear fourteen days after delivery. When goods go back the points go back too; the balance may become negative until the next order.',
];

export const articles: Scenario = {
  kind: 'embedding',
  texts: (random) =>
    some(random, ARTICLES, random.int(1, 4)).map((text) => `${random.pick(PRODUCTS)}. ${text}`),
};

export const relevance: Scenario = {
  kind: 'rerank',
  search: (random) => ({
    query: `${random.pick(TRAITS)} ${random.pick(PRODUCTS).toLowerCase()}`,
    documents: some(random, ARTICLES, random.int(2, ARTICLES.length)),
  }),
};

const PHRASES: readonly (readonly [english: string, german: string, french: string, spanish: string])[] = [
  [
    'Free delivery from 50 euros.',
    'Kostenlose Lieferung ab 50 Euro.',
    'Livraison gratuite dès 50 euros.',
    'Envío gratis a partir de 50 euros.',
  ],
  [
    'Keeps you dry in every season.',
    'Hält dich in jeder Jahreszeit trocken.',
    'Vous garde au sec en toute saison.',
    'Te mantiene seco en cualquier estación.',
  ],
  [
    'Folds flat in seconds.',
    'In Sekunden flach zusammengelegt.',
    'Se plie à plat en quelques secondes.',
    'Se pliega en segundos.',
  ],
  [
    'Made from recycled wool in Portugal.',
    'Hergestellt in Portugal aus recycelter Wolle.',
    'Fabriqué au Portugal en laine recyclée.',
    'Fabricado en Portugal con lana reciclada.',
  ],
  [
    'Please keep the packaging for sixty days.',
    'Bitte bewahren Sie die Verpackung sechzig Tage auf.',
    "Veuillez conserver l'emballage soixante jours.",
    'Conserve el embalaje durante sesenta días.',
  ],
  [
    'Not suitable for children under three.',
    'Nicht geeignet für Kinder unter drei Jahren.',
    'Ne convient pas aux enfants de moins de trois ans.',
    'No recomendado para menores de tres años.',
  ],
  [
    'The battery lasts about nine hours.',
    'Der Akku hält etwa neun Stunden.',
    'La batterie dure environ neuf heures.',
    'La batería dura unas nueve horas.',
  ],
];

export const translations: Scenario = {
  kind: 'chat',
  system:
    'Translate product texts for the Harbour Goods shop. Keep names of products, numbers and markup as they are. Answer with the translation alone.',
  exchanges: 1,
  tools: [],
  exchange: (random) => {
    const [language, column] = random.pick([
      ['German', 1],
      ['French', 2],
      ['Spanish', 3],
    ] as const);
    const product = random.pick(PRODUCTS);
    const phrases = some(random, PHRASES, random.int(2, 6));
    return {
      user: `Translate into ${language}:\n\n<h2>${product}</h2>\n${phrases.map(([english]) => `<p>${english}</p>`).join('\n')}`,
      answer: `<h2>${product}</h2>\n${phrases.map((phrase) => `<p>${phrase[column]}</p>`).join('\n')}`,
    };
  },
};

export const imagery: Scenario = {
  kind: 'image',
  prompt: (random) =>
    `A ${random.pick(PRODUCTS).toLowerCase()} ${random.pick(SURROUNDINGS)}, ${random.pick(STYLES)}`,
};

const SUPPLIERS = [
  'Lindgren Textil AB',
  'Costa & Filhos Lda',
  'Weber Metallbau GmbH',
  'Blue Quay Logistics',
  'Atelier Morvan',
];

export const invoices: Scenario = {
  kind: 'chat',
  system:
    'Read the supplier invoice in the picture. Record it with the tool. Amounts as decimal text, dates as ISO 8601. If a field cannot be read, leave it out; never guess.',
  exchanges: 1,
  tools: [
    {
      name: 'record_invoice',
      description: 'Writes an invoice into the ledger of accounts payable.',
      schema: {
        type: 'object',
        properties: {
          supplier: { type: 'string' },
          number: { type: 'string' },
          total: { type: 'string' },
          due: { type: 'string', format: 'date' },
        },
        required: ['supplier', 'total'],
      },
    },
  ],
  exchange: (random) => {
    const supplier = random.pick(SUPPLIERS);
    const number = `${random.int(2024, 2026)}-${random.int(1000, 9999)}`;
    const total = amount(random, 80, 14_000);
    return {
      user: `Invoice as received by mail from ${supplier}, one page. Cost centre ${random.int(4000, 8999)}.`,
      image: true,
      answer: `Recorded: ${supplier}, invoice ${number}, total ${total}. The purchase order number is not readable, please add it by hand.`,
      tool: {
        name: 'record_invoice',
        preface: 'The invoice is readable except for the purchase order number.',
        input: { supplier, number, total, due: `2026-${String(random.int(1, 12)).padStart(2, '0')}-15` },
        result: { entry: `AP-${random.int(10_000, 99_999)}`, state: 'booked' },
        failed: false,
      },
    };
  },
};
