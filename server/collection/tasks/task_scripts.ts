/**
 * The scripts by which a task document changes. They run inside OpenSearch, so that a lease is judged by one clock
 * (`ctx._now` of the primary shard) whatever the clocks of the collectors say, and a lost answer can be repeated:
 * every script but the claim gives the same document when it is run twice under the same token.
 */

const SETTLE_RUNS = `
for (def run : s.runs) {
  if (run.outcome == 'running') { run.outcome = 'stopped'; run.ended_at = now; run.error = params.disappeared; }
}`;

/** Owners are unique to a process, which may take back what it holds: the answer to its claim was lost. */
const LEASED_BY_ANOTHER = `s.owner != null && s.owner != params.owner && s.lease_expires_at > now`;

/**
 * Adds what this run counted since it last said so; the counts of a run are always sent whole, and never shrink: less
 * than is known was said before and comes late. Texts are exact decimals.
 */
const COUNT = `
if (params.counts != null && s.runs.size() > 0 && params.counts.read >= s.runs[0].counts.read) {
  def run = s.runs[0];
  for (def entry : params.counts.entrySet()) {
    def key = entry.getKey();
    def value = entry.getValue();
    def before = run.counts.containsKey(key) ? run.counts[key] : 0;
    def total = s.totals.containsKey(key) ? s.totals[key] : 0;
    if (value instanceof String) {
      BigDecimal sum = new BigDecimal(total.toString()).add(new BigDecimal((String) value));
      s.totals[key] = sum.subtract(new BigDecimal(before.toString())).stripTrailingZeros().toPlainString();
    } else { s.totals[key] = (long) total + (long) value - (long) before; }
  }
  run.counts = params.counts;
}`;

const GIVE_UP = `s.remove('owner'); s.remove('run_id'); s.remove('lease_expires_at'); s.remove('storing_since');`;

/** As a scripted upsert: a new task is due at once, by the same clock that will say so; one that exists stays as it is. */
export const CREATE = `
if (ctx.op == 'create') { ctx._source.next_run_at = ctx._now; } else { ctx.op = 'none'; }`;

const ONLY_UNDER_TOKEN = `s.owner != params.owner || s.run_id != params.run_id`;

/**
 * Params: owner, run_id, lease_ms, at_once, definition_version, source, run_now_at, run, max_runs, disappeared.
 * Does nothing when somebody holds the lease, the task is not due, or is done for good.
 */
export const CLAIM = `
def s = ctx._source; long now = ctx._now;
if ((${LEASED_BY_ANOTHER}) || s.state == 'done' || (s.next_run_at > now && !params.at_once)) { ctx.op = 'none'; }
else {
  s.source = params.source;
  s.remove('storing_since');
  s.owner = params.owner; s.run_id = params.run_id; s.lease_expires_at = now + params.lease_ms;
  s.state = 'running'; s.definition_version = params.definition_version;
  if (params.run_now_at != null) { s.run_now_handled = params.run_now_at; }
  if (s.runs == null) { s.runs = new ArrayList(); }
  ${SETTLE_RUNS}
  Map run = new HashMap(params.run); run.started_at = now;
  s.runs.add(0, run);
  while (s.runs.size() > params.max_runs) { s.runs.remove(s.runs.size() - 1); }
}`;

const READ_UNTIL = `
  if (params.read_until != null) {
    s.read_until = params.read_until;
    if (s.runs.size() > 0) { s.runs[0].read_until = params.read_until; }
  }`;

const TOLD = `if (params.told != null) { s.told = params.told; }`;

/**
 * Params: owner, run_id, lease_ms, and optionally checkpoint, read_until, counts, told, and storing_for_ms: for how long
 * nothing could be stored.
 */
export const PROGRESS = `
def s = ctx._source; long now = ctx._now;
if (${ONLY_UNDER_TOKEN}) { ctx.op = 'none'; }
else {
  s.lease_expires_at = now + params.lease_ms;
  if (params.checkpoint != null) { s.checkpoint = params.checkpoint; }
  if (params.storing_for_ms != null) { s.storing_since = now - params.storing_for_ms; } else { s.remove('storing_since'); }
  ${READ_UNTIL}
  ${TOLD}
  ${COUNT}
}`;

/**
 * Params: owner, run_id, state, outcome, delay_ms, consecutive_failures, counts, and optionally read_until, told,
 * error, attention.
 */
export const FINISH = `
def s = ctx._source; long now = ctx._now;
if (${ONLY_UNDER_TOKEN}) { ctx.op = 'none'; }
else {
  ${COUNT}
  ${READ_UNTIL}
  ${TOLD}
  if (s.runs.size() > 0) {
    def run = s.runs[0];
    run.outcome = params.outcome; run.ended_at = now;
    if (params.error != null) { run.error = params.error; }
  }
  s.state = params.state; s.next_run_at = now + params.delay_ms;
  s.consecutive_failures = params.consecutive_failures;
  if (params.error != null) { s.last_error = params.error; } else if (params.outcome == 'succeeded') { s.remove('last_error'); }
  if (params.attention != null) { s.attention = params.attention; } else { s.remove('attention'); }
  ${GIVE_UP}
}`;

/**
 * What the definition wants of a task that is not running. Params: owner, state, due, definition_version,
 * disappeared, and optionally attention. Does nothing under somebody's lease.
 */
export const SETTLE = `
def s = ctx._source; long now = ctx._now;
if (${LEASED_BY_ANOTHER}) { ctx.op = 'none'; }
else {
  s.state = params.state; s.definition_version = params.definition_version;
  if (params.due) { s.next_run_at = now; }
  if (params.attention != null) { s.attention = params.attention; } else { s.remove('attention'); }
  ${SETTLE_RUNS}
  ${GIVE_UP}
}`;
