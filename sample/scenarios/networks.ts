import { organisation } from '../organisations';
import { addLink, addLinkWithDates, datesOf } from '../draft';
import type { Draft } from '../draft';
import { closeRecord, endLinks, startLinks, withoutLinks, type Scenarios } from './scenario';

const network = (n: number) => organisation('network', n);
const sicbl = (n: number) => organisation('sicbl', n);

/** Ends membership in the practice's own network, and starts membership in another. */
const moves = (to: number, left: string, joined: string) => (draft: Draft) =>
  addLink(endLinks(draft, 'RE8', left), 'RE8', network(to), { start: joined, bases: 'both' });

const neverMember = (draft: Draft) => withoutLinks(draft, 'RE8');

/** Networks, their members and their payees. */
export const networkScenarios: Scenarios = {
  ZXP0001: (draft) => addLink(draft, 'RE6', sicbl(0), { start: '2013-04-01' }),
  ZXP0006: (draft) => {
    const location = { ...draft.location, line1: 'MILL LANE', town: 'EXAMPLETON', postcode: 'ZZ2 2ZZ' };
    const oldMill = { ...draft, name: 'OLD MILL SURGERY, EXAMPLETON', lastChanged: '2023-08-22' };
    return startLinks({ ...oldMill, location: { ...location, uprn: '900000000001' } }, 'RE8', '2019-10-01');
  },
  ZXP0011: moves(3, '2022-04-01', '2022-04-01'),
  ZXP0012: moves(3, '2022-04-05', '2022-04-01'),
  ZXP0013: (draft) => endLinks(draft, 'RE8', '2021-03-31'),
  ZXP0014: (draft) => closeRecord(draft, '2023-12-31', 'RE8'),
  ZXP0016: (draft) => addLink(endLinks(draft, 'RE4', '2019-09-30'), 'RE4', sicbl(17), { start: '2019-10-01' }),
  ZXP0031: (draft) => addLinkWithDates(draft, 'RE9', network(6), datesOf({ start: '2022-04-01' })),
  ZXP0042: moves(7, '2021-03-31', '2021-04-01'),
  ZXP0043: moves(7, '2021-03-31', '2021-04-01'),
  ZXP0044: moves(7, '2021-03-31', '2021-04-01'),
  ZXP0045: moves(7, '2021-03-31', '2021-04-01'),
  ZXP0051: moves(9, '2023-03-31', '2023-04-01'),
  ZXP0052: moves(9, '2023-03-31', '2023-04-01'),
  ZXP0053: moves(9, '2023-03-31', '2023-04-01'),
  ZXP0054: moves(9, '2023-03-31', '2023-04-01'),
  ZXP0055: moves(9, '2023-03-31', '2023-04-01'),
  ZXP0056: neverMember,
  ZXP0057: neverMember,
  ZXP0058: neverMember,
  ZXP0059: neverMember,
  ZXP0060: neverMember,
  ZXD003: (draft) => closeRecord(draft, '2023-06-30', 'RE9'),
  ZXN0029: (draft) => closeRecord(draft, '2022-03-31'),
};
