/** Numbers and contracts: questions turned into SQL, forecasts explained, agreements summarised. */
import type { Random } from '../random';
import { PRODUCTS } from './customer_care';
import { amount, some } from './scenario';
import type { Scenario } from './scenario';

const TABLES = [
  'orders(order_id bigint, customer_id bigint, placed_at timestamp, country char(2), channel text, state text, total numeric(12,2), currency char(3))',
  'order_lines(order_id bigint, line int, sku text, quantity int, unit_price numeric(12,2), discount numeric(12,2), returned_at timestamp)',
  'customers(customer_id bigint, first_order_at timestamp, segment text, country char(2), newsletter boolean, anchor_points int)',
  'products(sku text, name text, category text, supplier_id int, weight_g int, launched_on date, discontinued_on date)',
  'stock_levels(sku text, warehouse text, counted_at timestamp, on_hand int, reserved int, reorder_point int)',
  'suppliers(supplier_id int, name text, country char(2), lead_time_days int, payment_terms text)',
  'shipments(shipment_id bigint, order_id bigint, carrier text, handed_over_at timestamp, delivered_at timestamp, cost numeric(10,2))',
  'returns(return_id bigint, order_id bigint, sku text, reason text, received_at timestamp, refund numeric(12,2), restocked boolean)',
  'web_sessions(session_id uuid, customer_id bigint, started_at timestamp, source text, pages int, added_to_basket boolean, ordered boolean)',
  'campaigns(campaign_id int, name text, channel text, starts_on date, ends_on date, budget numeric(12,2))',
];
const RULES = [
  'Dialect: PostgreSQL 15. Use only the tables below, and name every column you select.',
  'All timestamps are UTC. A business day is a calendar day in the time zone of the warehouse (Europe/Lisbon for LIS1, America/Los_Angeles for OAK2). If a question says "today" or "last week", compute from current_date and never from a literal.',
  'Revenue is sum(quantity * unit_price - discount) over order lines whose order is not cancelled; returned lines are subtracted on the day the return was received, not on the day of the order. Totals in different currencies are never added: group by currency or refuse.',
  'Never select customer names, addresses or mail addresses, which live in another database on purpose. customer_id may be counted and joined but not listed. When fewer than five customers stand behind a group, leave the group out with having count(distinct customer_id) >= 5.',
  'Prefer a common table expression for each step over nested subqueries. Always add an order by, and a limit of at most 500 rows. Mark every assumption as a comment in the first lines of the query. Explain after the query, in two sentences, what could make the figure look better or worse than it is.',
  'Known traps: orders placed before 2024-03 have channel null; the warehouse of a shipment is the one of its first line; stock is counted twice a day and the two counts can differ by goods in transit; web sessions without consent have customer_id null and must not be dropped from conversion rates.',
];
const COLUMNS = ['country', 'channel', 'category', 'warehouse', 'carrier', 'segment'];
const MEASURES = [
  'revenue',
  'return rate',
  'average basket',
  'orders per customer',
  'delivery time in days',
  'days of stock',
];

export const sql: Scenario = {
  kind: 'chat',
  system: `You translate questions of the analytics team into SQL.\n\n${RULES.join('\n\n')}\n\nTables:\n${TABLES.join('\n')}\n\nWhen a question cannot be answered from these tables, say which table would be needed instead of inventing one. When two readings of a question give different numbers, answer the narrower one and name the other. Keep queries readable for people who review them once a year: lower case keywords, one column per line, aliases that say what the figure is, no abbreviations but the ones above. Comments are in English. Do not use window functions where a plain aggregate is enough, and do not use select distinct to hide a join that multiplies rows.`,
  exchanges: 3,
  tools: [],
  exchange: (random) => {
    const [measure, column, weeks] = [random.pick(MEASURES), random.pick(COLUMNS), random.int(2, 26)];
    return {
      user: `${random.pick(['Show me', 'I need', 'Please give me', 'What is'])} the ${measure} by ${column} for the last ${weeks} weeks, ${random.pick(['worst first', 'compared with the weeks before', 'without cancelled orders', `only for ${random.pick(PRODUCTS)}`])}.`,
      answer: `-- assumption: weeks are ISO weeks that have ended\nwith lines as (\n  select\n    o.${column},\n    date_trunc('week', o.placed_at) as week,\n    sum(l.quantity * l.unit_price - l.discount) as revenue,\n    count(distinct o.customer_id) as customers\n  from orders o\n  join order_lines l on l.order_id = o.order_id\n  where o.state <> 'cancelled'\n    and o.placed_at >= date_trunc('week', current_date) - interval '${weeks} weeks'\n  group by 1, 2\n  having count(distinct o.customer_id) >= 5\n)\nselect\n  ${column},\n  week,\n  revenue\nfrom lines\norder by revenue desc\nlimit 500;\n\nReturns of the last days have not been received yet, so the newest week looks ${random.int(2, 9)} % better than it is. Groups with fewer than five customers are missing.`,
    };
  },
};

export const forecast: Scenario = {
  kind: 'chat',
  system: 'You explain demand forecasts to buyers in plain words. Three sentences, one number each.',
  exchanges: 1,
  tools: [],
  exchange: (random) => {
    const product = random.pick(PRODUCTS);
    const weeks = Array.from({ length: random.int(8, 16) }, () => random.int(40, 900));
    const next = random.int(60, 950);
    return {
      user: `Product: ${product}\nUnits sold per week, oldest first: ${weeks.join(', ')}\nForecast for next week: ${next} (80 % interval ${Math.round(next * 0.7)} to ${Math.round(next * 1.3)})\nPlanned campaign: ${random.pick(['none', 'newsletter on Tuesday', '15 % off from Friday'])}\n\nExplain the forecast and say whether to reorder.`,
      reasoning: `The series ends at ${weeks[weeks.length - 1]} and its mean is about ${Math.round(weeks.reduce((sum, week) => sum + week, 0) / weeks.length)}. The forecast of ${next} is within its interval, so the campaign is probably the only reason to order more. Lead time is not given; I should say so instead of assuming one.`,
      answer: `Next week we expect ${next} units of the ${product}, which is in line with the last weeks. The interval is wide because sales jumped by up to ${random.int(20, 160)} units from week to week. Reorder about ${Math.round(next * 1.15)} units if the supplier needs less than ten days, otherwise wait for Monday's count.`,
    };
  },
};

const CLAUSES = [
  'Either party may terminate this Agreement for convenience upon ninety (90) days prior written notice. Fees paid in advance for the period after termination shall be refunded within thirty days.',
  'The Supplier shall deliver the Goods DAP to the warehouse named in the purchase order. Risk passes upon signed receipt. Partial deliveries require prior consent in text form.',
  "Each party's aggregate liability under this Agreement shall not exceed the fees paid in the twelve months preceding the event giving rise to the claim, except for wilful misconduct and gross negligence.",
  'The Supplier processes personal data solely on documented instructions and informs the Customer without undue delay, at the latest within 48 hours, after becoming aware of a personal data breach.',
  'Prices are fixed for the first term. Thereafter the Supplier may adjust prices once per calendar year by no more than the change of the consumer price index, with three months notice.',
  'Confidential Information shall be protected with the same degree of care as own confidential information and for no less than five years after the end of this Agreement.',
  'This Agreement is governed by the laws of Portugal. The courts of Lisbon have exclusive jurisdiction. The United Nations Convention on Contracts for the International Sale of Goods does not apply.',
  'The Customer may audit compliance once a year upon fourteen days notice during business hours. Should the audit show a material breach, the Supplier bears its reasonable cost.',
];

/** A frame agreement with all its annexes: now and then a request passes the size that is logged inline. */
const annexes = (random: Random) => {
  const text = Array.from({ length: 40 }, (_, i) => `Annex ${i + 1}. ${random.pick(CLAUSES)}`).join('\n');
  return Array.from({ length: random.int(16, 34) }, (_, i) => `Schedule ${i + 1}\n${text}`).join('\n\n');
};

export const contracts: Scenario = {
  kind: 'chat',
  system:
    'You summarise agreements for the legal team of Harbour Goods. For each point: what it says, in one sentence, and whether it departs from our standard terms. You give no legal advice.',
  exchanges: 2,
  tools: [],
  exchange: (random) => {
    const long = random.chance(0.03);
    const clauses = some(random, CLAUSES, random.int(3, 7));
    return {
      user: `Summarise the agreement with ${random.pick(['Weber Metallbau GmbH', 'Atelier Morvan', 'Blue Quay Logistics', 'Costa & Filhos Lda'])}, annual volume ${amount(random, 20_000, 900_000)} EUR:\n\n${clauses.map((clause, i) => `${i + 1}. ${clause}`).join('\n')}${long ? `\n\n${annexes(random)}` : ''}`,
      answer: clauses
        .map(
          (clause, i) =>
            `${i + 1}. ${clause.split('. ')[0]}. ${random.pick(['Standard.', 'Departs from our terms: shorter notice than usual.', 'Standard, but check the cap.', 'Departs from our terms in our favour.'])}`,
        )
        .join('\n'),
    };
  },
};
