import { organisation } from '../organisations';
import { datesOf, addRole, addLink, addLinkWithDates } from '../draft';
import { closeRecord, endLinks, withoutLinks, type Scenarios } from './scenario';

/** Practices that close, move, reopen, are withdrawn or have unusual roles and links. */
export const practiceScenarios: Scenarios = {
  ZXP0026: (draft) => closeRecord(draft, '2022-09-30'),
  ZXP0028: (draft) => closeRecord(draft, '2021-12-31'),
  ZXP0029: (draft) => closeRecord(draft, '2024-12-31'),
  ZXP0032: (draft, { release }) => {
    if (release === 1) return draft;
    addLink(endLinks(draft, 'RE8', '2024-03-31'), 'RE8', organisation('network', 1), {
      start: '2024-04-01',
      bases: 'both',
    });
    addLink(endLinks(draft, 'RE4', '2024-03-31'), 'RE4', organisation('sicbl', 1), { start: '2024-04-01' });
    return { ...draft, lastChanged: '2024-09-02' };
  },
  ZXP0033: (draft, { release }) => (release === 1 ? draft : undefined),
  ZXP0034: (draft, { release }) => {
    const linked = addLink(withoutLinks(draft, 'RE6'), 'RE6', organisation('sicbl', 6), { start: '2013-04-01' });
    return release === 1 ? linked : { ...withoutLinks(linked, 'RE6'), lastChanged: '2024-08-08' };
  },
  ZXP0035: (draft, { release }) =>
    release === 1 ? addRole(draft, 'RO268', '2020-04-01') : { ...draft, lastChanged: '2024-08-09' },
  ZXP0036: (draft) =>
    addLinkWithDates(withoutLinks(draft, 'RE4'), 'RE4', organisation('ccg', 0), datesOf({ start: '2013-04-01' })),
  ZXP0037: (draft) => ({ ...draft, links: [] }),
  ZXP0038: (draft) => {
    draft.roles = draft.roles.filter(({ id }) => id !== 'RO76');
    return addRole(addRole(draft, 'RO76', '2014-04-15', '2022-03-31'), 'RO72', '2022-04-01');
  },
  ZXP0039: (draft) => ({ ...draft, name: 'GREEN DOOR SURGERY, EXAMPLEPOOL' }),
  ZXP0039001: (draft) => ({ ...draft, name: 'GREEN DOOR SURGERY, EXAMPLEPOOL' }),
  ZXP0024: (draft, { release }) =>
    release === 1 ? closeRecord(draft, '2023-03-31') : { ...draft, lastChanged: '2024-07-15' },
  ZXP0046: (draft) => {
    draft.dates = [...datesOf({ start: '2031-04-01', bases: 'legal' }), ...datesOf({ start: draft.opened })];
    return draft;
  },
  ZXP0047: (draft) => addLink(draft, 'RE4', organisation('sicbl', 10), { start: '2025-04-01' }),
};
