// What opening_hours.js (npm opening_hours 3.x) says of an expression, in the form that litfass-sync hours prints.
// Used by hours.mjs (table of expected values) and hours_differ.mjs (random comparison). See README.md.
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(path.join(process.env.ORACLE_DIR ?? '/tmp/oracle', 'package.json'));
const OpeningHours = require('opening_hours');

export const lands = {
  BW: 'Baden-Württemberg', BY: 'Bayern', BE: 'Berlin', BB: 'Brandenburg', HB: 'Bremen', HH: 'Hamburg', HE: 'Hessen',
  MV: 'Mecklenburg-Vorpommern', NI: 'Niedersachsen', NW: 'Nordrhein-Westfalen', RP: 'Rheinland-Pfalz', SL: 'Saarland',
  SN: 'Sachsen', ST: 'Sachsen-Anhalt', SH: 'Schleswig-Holstein', TH: 'Thüringen',
};

const pad = (number) => String(number).padStart(2, '0');

function wall(date) {
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}` +
    `T${pad(date.getHours())}:${pad(date.getMinutes())}`;
}

// Comments count only when the expression spells them: the oracle also gives names of holidays and an English
// sentence for open ends.
export function spelled(expression, comment) {
  return comment && expression.includes(`"${comment}"`) ? comment : null;
}

export function merge(intervals) {
  const out = [];
  for (const next of intervals) {
    const last = out.at(-1);
    if (last && last.to === next.from && last.state === next.state && last.comment === next.comment) last.to = next.to;
    else out.push({ ...next });
  }
  return out;
}

// Throws what the oracle throws for bad expressions.
export function ask(expression, land, from, to, place = { lat: '48.54', lon: '9.04' }) {
  const nominatim = { ...place, address: { country_code: 'de', state: lands[land] } };
  const hours = new OpeningHours(expression, nominatim, { locale: 'de' });
  const found = hours.getOpenIntervals(new Date(from), new Date(to));
  return merge(found.map(([start, end, unknown, comment]) => ({
    from: wall(start), to: wall(end), state: unknown ? 'unknown' : 'open', comment: spelled(expression, comment),
  })));
}
