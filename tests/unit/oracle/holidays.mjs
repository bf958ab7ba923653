// Writes the public holidays that npm date-holidays knows, for tests/unit/test_holidays.c.
//   node tests/unit/oracle/holidays.mjs > tests/corpus/holidays/oracle.tsv
// From 1995: before, it leaves out Buß- und Bettag, which all Länder kept until 1994.
// One Land and year a line: Land, year, MMDD of every public holiday in ascending order.
import { createRequire } from 'node:module';
import path from 'node:path';
import { lands } from './hours_oracle.mjs';

const require = createRequire(path.join(process.env.ORACLE_DIR ?? '/tmp/oracle', 'package.json'));
const Holidays = require('date-holidays');

for (const land of Object.keys(lands)) {
  const calendar = new Holidays('DE', land.toLowerCase());
  for (let year = 1995; year <= 2099; year++) {
    const dates = calendar.getHolidays(year).filter(({ type }) => type === 'public').map(({ date }) => date.slice(5, 7) + date.slice(8, 10));
    console.log([land, year, [...new Set(dates)].sort().join(' ')].join('\t'));
  }
}
