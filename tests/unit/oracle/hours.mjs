// Writes the table of expected values for tests/unit/test_hours.c: what opening_hours.js says of each case below.
//   TZ=Europe/Berlin node tests/unit/oracle/hours.mjs > tests/corpus/hours/oracle.tsv
// One case a line: Land, from, to, expression, intervals ("FROM/TO state comment", " | " between them); a question ends
// where its 31st interval would begin, to keep the file small.
import { ask } from './hours_oracle.mjs';

const groups = [
  ['BW', '2026-11-16T00:00', '2026-11-30T00:00', [ // two plain weeks
    '24/7', 'open', 'off', 'closed', 'unknown', '"nach Vereinbarung"', 'unknown "Telefon"', 'closed "Umbau"',
    '09:00-12:00', '00:00-24:00', '08:00-12:00,13:00-17:00', '10:00-10:00', '22:00-02:00', '22:00-26:00', '20:00-24:00',
    'Mo', 'Mo-Fr', 'Sa-Mo', 'Su', 'Mo-Su', 'Mo,We,Fr', 'Mo-We,Fr', 'Fr-Mo,We', 'Su-Sa', 'Mo-Mo',
    'Mo-Fr 09:00-12:00', 'Mo-Fr 9:00-12:00', 'Mo-Fr 09:00-12:00,14:00-18:00', 'Mo-Fr 08:30-12:15; Sa 10:00-14:00',
    'Mo-Fr 09:00-18:00; We off', 'Mo-Fr 09:00-18:00; We 09:00-12:00', 'Mo-Fr 09:00-18:00; We 12:00-13:00 off',
    'Mo-Fr 09:00-18:00, We 19:00-21:00', 'Mo-Fr 09:00-12:00, Mo 14:00-16:00, Th 14:00-18:00',
    'Mo-Fr 09:00-12:00; Mo 14:00-16:00', 'Mo-Su 10:00-20:00; Su 12:00-18:00; Th off',
    'Mo-Fr 09:00-12:00 || "nach Vereinbarung"', 'Mo-Fr 09:00-12:00 || unknown', 'Mo 09:00-12:00 || Tu 10:00-11:00 || "Klingeln"',
    'Mo-Fr 09:00-17:00 || Sa 10:00-12:00 unknown "bei gutem Wetter"', 'Mo-Fr 09:00-12:00 "nur mit Termin"',
    'Mo-Fr 09:00-12:00 open "nur mit Termin"', 'Mo 09:00-12:00 open "a"; Mo 12:00-14:00 open "b"',
    'Mo 09:00-12:00 open "a", Mo 12:00-14:00 open "b"', 'Mo-Fr 09:00-12:00; Sa "nach Vereinbarung"',
    'Mo-Fr 10:00-12:00 unknown', 'Mo-Sa 10:00-18:00 open, Tu 12:00-13:00 off', 'Tu off; Mo-Fr 10:00-12:00',
    'Mo-Fr 10:00-12:00; off', 'off; Mo 10:00-12:00', '10:00-12:00; Mo off', '10:00-12:00; 14:00-16:00',
    '10:00-12:00, 14:00-16:00', 'Mo 10:00-12:00; 14:00-16:00', '08:00-12:00; Mo 10:00-14:00; 15:00-16:00',
    'open; Mo off', '24/7; Su off', '24/7; Mo 12:00-13:00 off "Pause"', 'Mo-Fr 00:00-24:00', 'Mo-Fr 00:00-24:00; We 12:00-12:30 off',
  ]],
  ['BW', '2026-11-16T00:00', '2026-11-30T00:00', [ // past midnight, open end
    'Mo-Fr 22:00-02:00', 'Fr 22:00-04:00; Sa 10:00-12:00', 'Sa 10:00-12:00; Fr 22:00-04:00', 'Fr 22:00-04:00, Sa 10:00-12:00',
    'Mo-Su 22:00-02:00; We off', 'Mo-Su 20:00-04:00; We 10:00-12:00', 'Fr,Sa 20:00-05:00; Su off', 'Su 23:00-25:30',
    'Fr-Sa 18:00-06:00', 'Mo 18:00-18:00', 'Sa 10:00-34:00', 'We 12:00-48:00', 'Sa 12:00-11:59', 'Mo-Th 18:00-01:00; Fr,Sa 18:00-03:00',
    'Mo-Th 18:00-01:00, Fr,Sa 18:00-03:00', 'Su-Th 18:00-24:00; Fr-Sa 18:00-02:00', 'Fr 20:00-02:00 "Konzert"',
    'Fr 20:00-02:00; Fr 22:00-23:00 off', 'Mo-Fr 20:00-02:00 unknown', '20:00-02:00; Tu off', '20:00-02:00; Tu 00:00-02:00 off',
    'Mo 18:00+', 'Fr 23:00+', 'Mo-Fr 10:00+', 'Fr 18:00-22:00+', 'Fr 20:00-01:00+', 'Mo-Fr 08:00-12:00,14:00+', '17:00+',
    'Sa 19:00+; Su 00:00-02:00 off', 'Mo-Fr 12:00-14:00,18:00+', 'Fr 18:00+ "Stammtisch"', 'Fr 18:00-20:00+ open "Stammtisch"',
    'Mo 16:59+', 'Mo 17:00+; Tu 10:00-12:00', 'Mo 22:00+', 'Mo 21:59+',
  ]],
  ['BW', '2026-01-01T00:00', '2027-01-01T00:00', [ // nth weekdays
    'Mo[1] 14:00-16:00', 'Th[1-2] 10:00-12:00', 'Fr[-1] 18:00-22:00', 'Mo[1,3] 09:00-11:00', 'Tu[2,-1] 09:00-11:00',
    'We[5] 12:00-13:00', 'Sa[1] +1 day 08:00-09:00', 'Su[1] +6 days 10:00-11:00', 'Th[2],Fr[4] 15:00-17:00', 'Sa[1],Mo 10:00-12:00',
    'Mo-Fr 10:00-12:00; We[1] off', 'Mo-Fr 10:00-12:00; Fr[-1] 10:00-16:00', 'Jan-Mar Mo[1] 10:00-12:00', 'We[-2] 20:00-23:00',
    'Fr[3] 22:00-03:00', 'Mo[2-4] 10:00-10:30', 'Sa[-1] 14:00+', 'Mo[4],Mo[5] 07:00-08:00',
  ]],
  ['BW', '2025-12-01T00:00', '2026-12-31T00:00', [ // dates, months
    'Dec 24 10:00-12:00', 'Dec 24-26 10:00-12:00', 'Dec 24,31 09:00-13:00', 'Dec 24-Jan 06 off', 'Dec 24-Jan 06 10:00-11:00',
    'Mo-Fr 09:00-12:00; Dec 24-Jan 06 off', '2026 Dec 24 10:00-12:00', '2025 Dec 24-2026 Jan 05 12:00-13:00', 'Jan 10:00-12:00',
    'Jan-Mar 10:00-12:00', 'Oct-Mar We 15:00-16:00', 'Jan-Mar,Oct Mo 10:00-12:00', 'Jan,Jul Sa 08:00-09:00', 'Nov-Feb 16:00-17:00',
    'Apr-Oct Mo-Fr 08:00-20:00; Nov-Mar Mo-Fr 09:00-17:00', 'Jul 15-Aug 31 off', 'Jun 01-15 Mo-Fr 10:00-12:00', 'Feb 29 10:00-11:00',
    'Feb 20-Mar 02 Tu 10:00-11:00', 'May 01 off; Fr 10:00-12:00', 'Fr 10:00-12:00; May 01 off', 'easter 10:00-12:00',
    'easter +1 day 10:00-12:00', 'easter -2 days off; Fr 09:00-10:00', 'Fr 09:00-10:00; easter -2 days off', 'easter +39 days 11:00-15:00',
    'easter +60 days 08:00-09:00', 'easter -47 days,easter -48 days 11:11-23:11', 'Mar Su[-1]-Oct Su[-1] Su 10:00-11:00',
    'Dec Su[1]-Dec 24 Su 15:00-17:00', 'Jan 01-05,Jan 10-12 20:00-21:00', 'Aug Mo-Fr 07:00-09:00', 'Aug off; Mo 08:00-09:00',
    'Mo 08:00-09:00; Aug off', 'Dec 31 22:00-02:00', 'Dec 31 18:00-26:00; Jan 01 12:00-13:00', 'Sep 01-30/7 10:00-11:00',
    'Apr 01-Sep 30: Sa 10:00-12:00', 'Oct 25 00:00-05:00', 'Jan-Feb,Nov-Dec Tu[1] 10:00-12:00', 'Mar 15-Mar 15 10:00-12:00',
  ]],
  ['BW', '2025-06-01T00:00', '2026-06-30T00:00', [ // years and weeks
    '2026 Mo 10:00-11:00', '2026-2028 Mo[1] 10:00-11:00', '2024-2030/2 Mo[1] 10:00-11:00', '2025-2031/2 Mo[1] 10:00-11:00',
    '2026+ We 10:00-11:00', '2020-2025 We 10:00-11:00', '2026 Jan-Mar Sa 10:00-11:00', '2025,2027 Fr 08:00-09:00',
    '2026 Jan 01-2026 Jan 31 12:00-13:00', '2025 Aug 01-2025 Aug 20 off; Mo 10:00-11:00', 'Mo 10:00-11:00; 2025 Aug 01-2025 Aug 20 off',
    'week 01 Mo 10:00-11:00', 'week 01-53/2 Mo 10:00-11:00', 'week 02-52/2 Mo 10:00-11:00', 'week 10-20 Tu 10:00-11:00',
    'week 01,05,10 Th 09:00-10:00', 'week 40-45 10:00-11:00', 'week 05-15/3 We 10:00-11:00', 'Mo 10:00-11:00; week 30-33 off',
    'week 52 Mo-Su 10:00-11:00', '2026 week 01-10 Fr 10:00-11:00', 'week 01-10 Mo,Tu 10:00-11:00; week 11-20 We 10:00-11:00',
    'week 20-25/2 Sa 22:00-01:00', 'Jan-Mar week 02-10/2 Mo 10:00-12:00',
  ]],
  ['BW', '2026-12-14T00:00', '2027-01-18T00:00', [ // week 53 and the turn of the year
    'week 53 10:00-11:00', 'week 01-53/2 Mo-Fr 10:00-11:00', 'week 02-52/2 Mo-Fr 10:00-11:00', 'week 53 Th-Su 20:00-03:00',
    'week 01 Mo 10:00-11:00', 'Mo-Fr 09:00-17:00; PH off', '2026 Fr 10:00-12:00', '2027 Fr 10:00-12:00', 'Dec 24-Jan 02 off; Mo-Sa 10:00-12:00',
    'Mo-Sa 10:00-12:00; Dec 24-Jan 02 off', 'Mo-Sa 10:00-12:00; 2026 Dec 24-2027 Jan 02 off "Betriebsferien"', 'Dec 31 20:00-04:00',
    'Mo-Th 22:00-02:00; Dec 31 off', 'Fr 22:00-02:00; Jan 01 off', 'Dec Mo 10:00-11:00', 'Jan Mo 10:00-11:00', 'Jan 01 00:00-24:00',
    'Mo-Su 18:00+', '2026 Dec 31 23:00+',
  ]],
  ['BW', '2028-02-21T00:00', '2028-03-06T00:00', [ // a leap year
    'Feb 29 10:00-11:00', 'Feb 28-Mar 01 10:00-11:00', 'Feb 10:00-10:30', 'Feb Tu[-1] 10:00-11:00', 'Feb Tu[5] 12:00-13:00', 'Mar 12:00-13:00',
    'Feb 29 22:00-02:00', 'Tu[5] 10:00-11:00',
  ]],
  ['BW', '2026-01-01T00:00', '2027-01-01T00:00', [ // public holidays
    'PH off', 'PH 10:00-12:00', 'PH', 'Mo-Fr 09:00-12:00; PH off', 'PH off; Mo-Fr 09:00-12:00', 'Mo-Fr,PH 09:00-12:00', 'PH,Mo 09:00-12:00',
    'Su,PH 10:00-12:00', 'PH Mo-Fr 10:00-12:00', 'PH -1 day 08:00-10:00', 'PH +1 day 20:00-22:00', 'Mo-Sa 08:00-20:00; Su,PH 10:00-12:00',
    'PH 22:00-02:00', 'Mo-Fr 18:00-02:00; PH off', 'Mo-Su,PH 08:00-20:00', 'PH "Notdienst"', 'Dec PH 10:00-12:00',
    'PH 10:00-12:00 open "Kaffee"', 'Th 10:00-12:00; PH 14:00-16:00', 'Sa-Su 12:00-14:00, PH 15:00-16:00',
  ]],
  ...['BE', 'BB', 'HB', 'HH', 'HE', 'MV', 'NI', 'NW', 'RP', 'SL', 'SN', 'ST', 'SH', 'TH'].map((land) => [
    land, '2027-01-01T00:00', '2028-01-01T00:00', ['PH 12:00-13:00', 'Sa,PH 08:00-09:00']]),
  ['BW', '2026-06-15T00:00', '2026-06-22T00:00', ['sunrise-sunset', '(sunrise+01:00)-(sunset-01:30)', 'dawn-dusk', 'Mo-Fr 10:00-sunset',
    'sunrise-12:00', '10:00-(sunset+00:30)']],
  // Nights that the clocks change, on whose other times the oracle itself agrees with TZ=UTC.
  ['BW', '2026-03-27T00:00', '2026-03-31T00:00', ['01:00-05:00', '22:00-04:00', 'Su 00:00-24:00', 'Su 10:00-12:00']],
  ['BW', '2026-10-23T00:00', '2026-10-27T00:00', ['01:00-05:00', '22:00-04:00', 'Su 00:00-24:00', 'Sa 20:00-03:30', 'Mo-Su 23:00-01:00']],
];

const INTERVALS = 30;

for (const [land, from, end, expressions] of groups)
  for (const expression of expressions) {
    let intervals, to = end;
    try {
      intervals = ask(expression, land, from, end);
      if (intervals.length > INTERVALS) to = intervals[INTERVALS].from;
      intervals = intervals.slice(0, INTERVALS);
    } catch (error) {
      console.error(`${expression}: ${error}`);
      continue;
    }
    const text = intervals.map(({ from: start, to: stop, state, comment }) =>
      `${start}/${stop} ${state}${comment ? ` ${comment}` : ''}`).join(' | ');
    console.log([land, from, to, expression, text].join('\t'));
  }
