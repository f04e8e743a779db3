import { body } from '../bodies';
import { draft, hold, link, type Draft } from '../draft';
import { address, place, town } from '../invent';
import type { Setting } from '../setting';

/** Practices of the other nations, and government with its agencies. */
export function* nations(setting: Setting): Generator<Draft> {
  for (let n = 0; n < setting.count('board'); n++) yield board(n);
  for (let n = 0; n < setting.count('welshPractice'); n++) yield welshPractice(n, setting);
  for (let n = 0; n < setting.count('scottishPractice'); n++) yield practice('scottishPractice', n, 'SCOTLAND');
  for (let n = 0; n < setting.count('irishPractice'); n++) yield practice('irishPractice', n, 'NORTHERN IRELAND');
  for (let n = 0; n < setting.count('department'); n++) {
    yield department(n);
  }
  for (let n = 0; n < setting.count('agency'); n++) yield agency(n);
  for (let n = 0; n < setting.count('agencyUnit'); n++) yield agencyUnit(n, setting);
}

function board(n: number): Draft {
  return draft(body('board', n), `${town(n + 240)} LOCAL HEALTH BOARD`, { start: '2009-10-01' }, from('WALES', n, 91));
}

function from(country: string, n: number, salt: number) {
  const made = address(n + 240, n, salt);
  return { ...made, location: { ...made.location, county: undefined, country } };
}

function welshPractice(n: number, setting: Setting): Draft {
  const name = `${place(92, n)} SURGERY, ${town(n + 240)}`;
  const record = draft(body('welshPractice', n), name, { start: '1974-04-01' }, from('WALES', n, 92));
  hold(record, 'RO76', '2014-04-15');
  return link(record, 'RE4', body('board', n % setting.count('board')), { start: '2009-10-01' });
}

function practice(kind: 'scottishPractice' | 'irishPractice', n: number, country: string): Draft {
  const name = `${place(93, n, country.length)} MEDICAL PRACTICE, ${town(n + 240 - country.length)}`;
  return draft(body(kind, n), name, { start: '1991-04-01' }, from(country, n, 93));
}

/** Department 0 directs the others, those the agencies, those their programmes: a chain of RE3. */
function department(n: number): Draft {
  const span = { start: '1970-01-01' };
  const record = draft(body('department', n), `DEPARTMENT OF INVENTION ${n + 1}`, span, address(n, n, 90));
  return n === 0 ? record : link(record, 'RE3', body('department', 0), span);
}

function agency(n: number): Draft {
  const record = draft(body('agency', n), `INVENTED AGENCY ${n + 1}`, { start: '1995-04-01' }, address(n, n, 94));
  return link(record, 'RE3', body('department', 1 + (n % 3)), { start: '1995-04-01' });
}

function agencyUnit(n: number, setting: Setting): Draft {
  const record = draft(
    body('agencyUnit', n),
    `INVENTED PROGRAMME ${n + 1}`,
    { start: '2000-04-01' },
    address(n, n, 95),
  );
  return link(record, 'RE3', body('agency', n % setting.count('agency')), { start: '2000-04-01' });
}
