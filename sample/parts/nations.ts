import { organisation } from '../organisations';
import { draft, addRole, addLink, type Draft } from '../draft';
import { address, place, town } from '../deterministic-values';
import type { SampleSettings } from '../settings';

/** Practices in Wales, Scotland and Northern Ireland; government departments and agencies. */
export function* nations(settings: SampleSettings): Generator<Draft> {
  for (let n = 0; n < settings.count('board'); n++) yield board(n);
  for (let n = 0; n < settings.count('welshPractice'); n++) yield welshPractice(n, settings);
  for (let n = 0; n < settings.count('scottishPractice'); n++) yield practice('scottishPractice', n, 'SCOTLAND');
  for (let n = 0; n < settings.count('irishPractice'); n++) yield practice('irishPractice', n, 'NORTHERN IRELAND');
  for (let n = 0; n < settings.count('department'); n++) {
    yield department(n);
  }
  for (let n = 0; n < settings.count('agency'); n++) yield agency(n);
  for (let n = 0; n < settings.count('agencyUnit'); n++) yield agencyUnit(n, settings);
}

function board(n: number): Draft {
  return draft(
    organisation('board', n),
    `${town(n + 240)} LOCAL HEALTH BOARD`,
    { start: '2009-10-01' },
    from('WALES', n, 91),
  );
}

function from(country: string, n: number, salt: number) {
  const made = address(n + 240, n, salt);
  return { ...made, location: { ...made.location, county: undefined, country } };
}

function welshPractice(n: number, settings: SampleSettings): Draft {
  const name = `${place(92, n)} SURGERY, ${town(n + 240)}`;
  const record = draft(organisation('welshPractice', n), name, { start: '1974-04-01' }, from('WALES', n, 92));
  addRole(record, 'RO76', '2014-04-15');
  return addLink(record, 'RE4', organisation('board', n % settings.count('board')), { start: '2009-10-01' });
}

function practice(kind: 'scottishPractice' | 'irishPractice', n: number, country: string): Draft {
  const name = `${place(93, n, country.length)} MEDICAL PRACTICE, ${town(n + 240 - country.length)}`;
  return draft(organisation(kind, n), name, { start: '1991-04-01' }, from(country, n, 93));
}

/** A chain of RE3: programmes to agencies, agencies to departments, departments to department 0. */
function department(n: number): Draft {
  const span = { start: '1970-01-01' };
  const record = draft(organisation('department', n), `DEPARTMENT OF INVENTION ${n + 1}`, span, address(n, n, 90));
  return n === 0 ? record : addLink(record, 'RE3', organisation('department', 0), span);
}

function agency(n: number): Draft {
  const record = draft(
    organisation('agency', n),
    `INVENTED AGENCY ${n + 1}`,
    { start: '1995-04-01' },
    address(n, n, 94),
  );
  return addLink(record, 'RE3', organisation('department', 1 + (n % 3)), { start: '1995-04-01' });
}

function agencyUnit(n: number, settings: SampleSettings): Draft {
  const record = draft(
    organisation('agencyUnit', n),
    `INVENTED PROGRAMME ${n + 1}`,
    { start: '2000-04-01' },
    address(n, n, 95),
  );
  return addLink(record, 'RE3', organisation('agency', n % settings.count('agency')), { start: '2000-04-01' });
}
