// Random expressions, asked of opening_hours.js and of litfass-sync hours; prints where they disagree.
//   TZ=UTC node tests/unit/oracle/hours_differ.mjs build/debug/bin/litfass-sync 2000 [seed]
import { execFileSync } from 'node:child_process';
import { ask, lands, merge, spelled } from './hours_oracle.mjs';

const [program, count = '1000', seedText = '1'] = process.argv.slice(2);

let seed = Number(seedText);
function random(n) { // mulberry32
  seed = (seed + 0x6D2B79F5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) % n;
}
const pick = (list) => list[random(list.length)];
const chance = (percent) => random(100) < percent;
const pad = (n) => String(n).padStart(2, '0');

const weekdays = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const list = (make, max = 3) => Array.from({ length: 1 + random(max) }, make).join(',');

const clock = (max = 24) => `${pad(random(max))}:${pick(['00', '00', '30', '15', '59'])}`;
function span() {
  const from = random(24);
  const to = chance(80) ? from + 1 + random(24 - from) : random(24);
  const end = to === 24 ? '24:00' : `${pad(to)}:${pick(['00', '30', '45'])}`;
  return `${pad(from)}:${pick(['00', '30'])}-${end}`;
}
// Open ends stand alone: behind or in front of other times the oracle's answer depends on where else it looks.
const times = () => (chance(8) ? pick(['18:00+', '23:00+', '10:00+', '17:00-20:00+', '18:00-01:00+']) : list(span, 2));
function weekday() {
  const day = pick(weekdays);
  switch (random(12)) {
    case 0: return `${day}[${pick(['1', '2', '3', '4', '5', '-1', '-2'])}]`;
    case 1: return `${day}[${pick(['1,3', '2,4', '1-2', '1,-1'])}]`;
    case 2: return `${day}[${pick(['1', '2', '-1'])}] +${1 + random(5)} days`;
    case 3: case 4: case 5: return day;
    case 6: return 'PH';
    default: return `${day}-${pick(weekdays)}`;
  }
}
const date = () => `${pick(months)} ${pad(1 + random(28))}`;
function dates() {
  switch (random(9)) {
    case 0: return `${pick(months)}-${pick(months)}`;
    case 1: return list(() => pick(months), 2);
    case 2: return date();
    case 3: return `${date()}-${date()}`;
    case 4: { const day = 1 + random(20); return `${pick(months)} ${pad(day)}-${pad(day + 1 + random(8))}`; }
    case 5: return `easter ${pick(['-2 days', '+1 day', '+39 days', '-47 days'])}`;
    case 6: return '2026 Dec 24-2027 Jan 05';
    case 7: return `${pick([2026, 2027])} ${date()}`;
    default: return 'Dec Su[1]-Dec Su[-1]';
  }
}
function wide() {
  switch (random(8)) {
    case 0: return `${dates()} `;
    case 1: return `week ${pad(1 + random(26))}-${27 + random(26)}${pick(['', '/2', '/3'])} `;
    case 2: return `${pick(['2026', '2027', '2026-2027', '2026+', '2025-2029/2'])} `;
    case 3: return `${dates()} `;
    default: return '';
  }
}
function state() {
  return pick(['', '', '', '', '', '', ' off', ' closed', ' open', ' unknown', ' "Klingeln"', ' open "Hof"']);
}
function rule() {
  const days = chance(80) ? list(weekday, 2) : '';
  const hours = chance(85) ? times() : '';
  const text = `${wide()}${days}${days && hours ? ' ' : ''}${hours}`.trim();
  if (!text) return chance(50) ? '24/7' : `${times()}`;
  return text + (hours ? state() : pick([' off', ' off', ' closed', '', ' unknown', ' "auf Anruf"']));
}
function expression() {
  let text = rule();
  for (let i = random(3); i > 0; i--) text += pick(['; ', '; ', '; ', ', ', ' || ']) + rule();
  return text;
}

function mine(text, land, from, to) {
  const out = execFileSync(program, ['hours', text, '--from', from, '--to', to, '--land', land, '--lat', '48.54', '--lon', '9.04',
    '--json', ...(land === 'BY' ? ['--local', 'assumption,peace-festival'] : [])], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  return merge(JSON.parse(out).intervals.map((interval) => ({ ...interval, comment: spelled(text, interval.comment) })));
}

const result = (f) => { try { return JSON.stringify(f()); } catch (error) { return `error: ${String(error.stderr ?? error).trim()}`; } };

let same = 0, refused = 0, different = 0;
for (let i = 0; i < Number(count); i++) {
  const text = expression();
  const land = pick(Object.keys(lands));
  const from = `${pick([2025, 2026, 2027])}-${pad(1 + random(12))}-01T00:00`;
  const to = `${Number(from.slice(0, 4)) + 1}${from.slice(4)}`;
  const theirs = result(() => ask(text, land, from, to));
  const ours = result(() => mine(text, land, from, to));
  if (theirs === ours) same++;
  else if (theirs.startsWith('error') && ours.startsWith('error')) refused++;
  else {
    different++;
    console.log(`${text}   [${land} ${from}]`);
    if (theirs.startsWith('error') || ours.startsWith('error')) {
      console.log(`  oracle ${theirs.slice(0, 160)}\n  ours   ${ours.slice(0, 160)}`);
      continue;
    }
    const show = (interval) => `${interval.from}/${interval.to} ${interval.state} ${interval.comment ?? ''}`;
    const a = JSON.parse(theirs).map(show), b = JSON.parse(ours).map(show);
    console.log(`  oracle ${a.filter((x) => !b.includes(x)).slice(0, 3).join(' | ')}`);
    console.log(`  ours   ${b.filter((x) => !a.includes(x)).slice(0, 3).join(' | ')}`);
  }
}
console.log(`${same} agree, ${refused} refused by both, ${different} differ`);
