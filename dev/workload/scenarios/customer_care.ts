/** Customers, their orders and their complaints: a chat with tools, a classifier, and an hourly digest. */
import type { Json } from '../call';
import type { Random } from '../random';
import { amount, some } from './scenario';
import type { Scenario } from './scenario';

export const PRODUCTS = [
  'Kestrel rain jacket',
  'Aldgate standing desk',
  'Tern 40 L backpack',
  'Brightwater kettle',
  'Fjell wool blanket',
  'Lumen desk lamp',
  'Osprey trail shoes',
  'Marlow oak shelf',
  'Pebble phone stand',
  'Harbour cast-iron pan',
  'Sable office chair',
  'Wren baby monitor',
] as const;

const FIRST_NAMES = [
  'Amara',
  'Ben',
  'Chiara',
  'Dmitri',
  'Elif',
  'Farid',
  'Grace',
  'Hanna',
  'Ivo',
  'Jun',
  'Kofi',
  'Lena',
];
const CARRIERS = ['Swiftpost', 'Nordlink', 'ParcelBee'];
const STATES = [
  'in transit',
  'waiting at the sorting centre',
  'out for delivery',
  'held at customs',
  'delivered',
];
const WISHES = [
  'Where is it right now?',
  'Can I still change the delivery address?',
  'I would like to send it back.',
  'Could you ship the missing part?',
  'When will I see the refund on my account?',
  'Is there a way to get it before the weekend?',
];
const TROUBLES = [
  'arrived with a dent on one side',
  'is the wrong colour',
  'has not moved for four days according to the tracking page',
  'makes a rattling noise when I use it',
  'came without the manual and two of the screws',
  'was charged twice on my card',
];

const LOOKUP_FAILED: Json = { error: 'order service timed out' };

const order = (random: Random) => `HG-${random.int(200_000, 899_999)}`;

/** Long enough that caching it pays: the whole returns and delivery policy. */
const POLICY = [
  'You are the support assistant of Harbour Goods, a retailer of household and outdoor products. Answer in at most five sentences, friendly and concrete, and never promise what the policy below does not give.',
  'ORDERS. An order number begins with HG- and has six digits. Look an order up before you say anything about its state. If the order number is missing, ask for it together with the postcode. Never read out the full delivery address; the street name is enough to confirm that it is the right order. Orders can be changed until they are packed, which is normally two hours after payment on working days.',
  'DELIVERY. Standard delivery takes two to four working days, express one. Furniture is delivered by appointment to the kerb; carrying it upstairs is a paid service which can be booked until the day before. A parcel that has not moved for five working days counts as lost: open a ticket of kind lost_parcel and offer a replacement or a refund, whichever the customer prefers. A parcel that is marked as delivered but did not arrive needs a signed statement before we can replace it.',
  'RETURNS. Customers may return goods within 60 days of delivery, unused and in their packaging. Opened bedding, personalised goods and gift cards are excluded. The return label is free inside the country of delivery. Refunds go to the original means of payment within five working days after the warehouse has booked the parcel in; the bank may need three more. Exchanges are handled as a return and a new order at the price that was paid.',
  'DEFECTS. Within two years we repair or replace. Ask for a photo of the fault and of the serial number; small parts are sent without a photo. If a product could hurt somebody (electric shock, sharp edge, failing brake), tell the customer to stop using it, open a ticket of kind safety with high priority and do not discuss the cause.',
  'PAYMENT. Never ask for card numbers, passwords or one-time codes. If a customer writes one down, tell them that it has been hidden and ask them not to send it again. Double charges are usually an authorisation that lapses after seven days; open a ticket of kind payment if it is older. Gift cards are valid for three years and cannot be paid out.',
  'LOYALTY. Members of the Anchor programme collect one point for each whole euro or dollar; 500 points are worth five. Points appear fourteen days after delivery and are taken back when goods are returned. Birthday vouchers are sent on the first day of the month. Support may grant up to 200 points for a justified complaint, once per order; note the reason in the ticket.',
  'TONE. Write as a person, not as a form. Apologise once, when it is our fault, and then say what happens next and when. Do not compare us with other shops, do not give legal or medical advice, and do not speculate about stock. When the customer is angry, shorten your sentences. When somebody asks for a human, open a ticket of kind callback and give the opening hours: Monday to Saturday, eight to twenty.',
].join('\n\n');

export const support: Scenario = {
  kind: 'chat',
  system: POLICY,
  exchanges: 3,
  tools: [
    {
      name: 'lookup_order',
      description: 'State, carrier and contents of an order.',
      schema: {
        type: 'object',
        properties: { order_id: { type: 'string', pattern: '^HG-\\d{6}$' } },
        required: ['order_id'],
      },
    },
    {
      name: 'create_ticket',
      description: 'Hands the case to a person.',
      schema: {
        type: 'object',
        properties: {
          kind: { type: 'string', enum: ['lost_parcel', 'safety', 'payment', 'callback', 'other'] },
          summary: { type: 'string' },
        },
        required: ['kind', 'summary'],
      },
    },
  ],
  exchange: (random) => {
    const [product, id, name] = [random.pick(PRODUCTS), order(random), random.pick(FIRST_NAMES)];
    const [carrier, state, day] = [random.pick(CARRIERS), random.pick(STATES), random.int(1, 28)];
    const opening = random.pick(['Hi', 'Hello', 'Good morning', 'Hey there', 'To whom it may concern']);
    const user = `${opening}, this is ${name}. My ${product} (order ${id}) ${random.pick(TROUBLES)}. ${random.pick(WISHES)}`;
    const answer = `Hello ${name}, thank you for writing. I can see order ${id} with your ${product}: it is ${state} with ${carrier} since the ${day}. ${random.pick(
      [
        `I have opened a ticket and a colleague will call you back within one working day.`,
        `You will find a free return label in your account under "My orders"; the refund of ${amount(random, 15, 380)} follows within five working days after it reaches us.`,
        `A replacement leaves our warehouse tomorrow morning, and there is no need to send the old one back.`,
        `If it has not moved by Thursday it counts as lost, and I will send you a new one or refund ${amount(random, 15, 380)}, as you prefer.`,
      ],
    )} Is there anything else I can do for you?`;
    if (!random.chance(0.35)) return { user, answer };
    const failed = random.chance(0.05);
    return {
      user,
      answer: failed
        ? `I am sorry, ${name}, I cannot reach the order system at the moment. Please try again in ten minutes, or I can ask a colleague to call you.`
        : answer,
      tool: {
        name: 'lookup_order',
        preface: 'Let me look that up for you.',
        input: { order_id: id },
        result: failed
          ? LOOKUP_FAILED
          : { order_id: id, state, carrier, product, quantity: random.int(1, 2) },
        failed,
      },
    };
  },
};

const QUEUES = ['returns', 'delivery', 'defect', 'payment', 'product question', 'praise'] as const;

export const triage: Scenario = {
  kind: 'chat',
  system:
    'Classify the message. Answer with one JSON object: {"queue": one of returns|delivery|defect|payment|product question|praise, "urgency": 1-5, "language": ISO code}. No other text.',
  exchanges: 1,
  tools: [],
  exchange: (random) => ({
    user: `Subject: ${random.pick(['Order', 'Question about', 'Problem with', 'Re: your mail about'])} ${random.pick(PRODUCTS)}\n\nMy ${random.pick(PRODUCTS)} ${random.pick(TROUBLES)}. ${random.pick(WISHES)} Order ${order(random)}.`,
    answer: JSON.stringify({ queue: random.pick(QUEUES), urgency: random.int(1, 5), language: 'en' }),
  }),
};

export const digest: Scenario = {
  kind: 'chat',
  system:
    'You write the hourly complaint digest for the head of customer care. Group by cause, most frequent first, one line each, no names.',
  exchanges: 1,
  tools: [],
  exchange: (random) => {
    const lines = Array.from(
      { length: random.int(6, 18) },
      () => `- ${order(random)}: ${random.pick(PRODUCTS)} ${random.pick(TROUBLES)}`,
    );
    const causes = some(random, TROUBLES, 3).map((trouble) => `* ${random.int(2, 6)} x ${trouble}`);
    return {
      user: `Complaints of the last hour:\n${lines.join('\n')}\n\nWrite the digest.`,
      answer: `${lines.length} complaints, ${random.chance(0.5) ? 'more' : 'fewer'} than an hour ago.\n${causes.join('\n')}\nNothing points to a single batch; the carrier accounts for about ${random.int(20, 60)} % of the cases.`,
    };
  },
};
