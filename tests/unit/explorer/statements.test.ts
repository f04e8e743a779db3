import type { Organisation } from '../../../explorer/organisations/graphql/types';
import { noNetworkText, noPayeeText } from '../../../explorer/organisations/organisation/glance/words';
import { explainActivity, formatPeriods } from '../../../explorer/organisations/text/format';
import { missingReasonText } from '../../../explorer/organisations/text/missing-reasons';
import { openingText } from '../../../explorer/organisations/text/opening';

const moment = { date: '2024-09-30', basis: 'OPERATIONAL', release: '2024-09-30' } as const;
const open = { start: '2015-04-01', end: null };
const practice = { code: 'P1', recordClass: 'ORGANISATION', moment } as Organisation;
const site = { code: 'S1', recordClass: 'SITE', moment } as Organisation;

test('dates that were not published are none, on no basis', () => {
  expect(formatPeriods({ operational: null, legal: null })).toBe('none');
  expect(formatPeriods({ operational: null, legal: open })).toBe('1 April 2015 onwards (legal)');
});

test('an organisation that dates without an end do not make active has a date that is no day', () => {
  const of = { isActive: false, basisUsed: 'OPERATIONAL', operational: open, legal: null, moment } as Organisation;
  expect(explainActivity(of)).toMatch(/onwards, but a date in the release is no day of the calendar/);
});

test('an organisation is active on no day if it has no dates, or they end before they start', () => {
  const of = { isActive: false, basisUsed: 'OPERATIONAL', operational: null, legal: null, moment } as Organisation;
  expect(explainActivity(of)).toBe('It has no dates, so it counts as active on no day.');
  expect(explainActivity({ ...of, operational: { start: '2025-04-01', end: '2020-03-31' } })).toBe(
    'Its operational dates are 1 April 2025 to 31 March 2020: they end before they start, so it counts as active on no day.',
  );
});

test('an organisation without a record has no published status', () => {
  const of = { isActive: false, basisUsed: 'OPERATIONAL', operational: null, legal: null, moment } as const;
  expect(openingText({ ...of, isUnresolved: true })).toBe(
    'Not known on 30 September 2024: the release has no record of it',
  );
});

test('an absence names what was looked at: operators of a site, networks of a practice', () => {
  const at = (organisation: Organisation, code: string) => ({ organisation, stoppedAt: { code } });
  expect(noPayeeText('NO_SUCH_LINK', at(site, 'S1'))).toBe('it has no operator (is operated by, RE6) at any time');
  expect(noPayeeText('NO_SUCH_LINK', at(site, 'P1'))).toBe(
    'the practice is in no network (is partner to, RE8) at any time',
  );
  expect(noPayeeText('NOT_ON_DATE', at(practice, 'P1'))).toBe(
    'it is in a network (is partner to, RE8) on other days only',
  );
  const none = { memberships: [], reason: 'NOT_ON_DATE', stoppedAt: { code: 'P1', name: '', isActive: true } };
  expect(noNetworkText(none, site)).toBe(
    'None on 30 September 2024: what operates it is in a network (is partner to, RE8) on other days only',
  );
});

test('a reason says of whom it is', () => {
  expect(missingReasonText('TARGET_REF_ONLY', 'itself')).toBe('the release has only a reference to it');
  expect(missingReasonText('TARGET_REF_ONLY', 'above')).toBe(
    'the release has only a reference to an organisation above it',
  );
});
