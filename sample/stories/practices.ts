import { body } from '../bodies';
import { datesOf, hold, link, linkAsIs } from '../draft';
import { close, endLinks, withoutLinks, type Stories } from './story';

/** Practices that close, move, come back, are withdrawn or were never what they seem. */
export const practiceStories: Stories = {
  ZXP0026: (draft) => close(draft, '2022-09-30'),
  ZXP0028: (draft) => close(draft, '2021-12-31'),
  ZXP0029: (draft) => close(draft, '2024-12-31'),
  ZXP0032: (draft, { release }) => {
    if (release === 1) return draft;
    link(endLinks(draft, 'RE8', '2024-03-31'), 'RE8', body('network', 1), { start: '2024-04-01', bases: 'both' });
    link(endLinks(draft, 'RE4', '2024-03-31'), 'RE4', body('sicbl', 1), { start: '2024-04-01' });
    return { ...draft, lastChanged: '2024-09-02' };
  },
  ZXP0033: (draft, { release }) => (release === 1 ? draft : undefined),
  ZXP0034: (draft, { release }) => {
    const known = link(withoutLinks(draft, 'RE6'), 'RE6', body('sicbl', 6), { start: '2013-04-01' });
    return release === 1 ? known : { ...withoutLinks(known, 'RE6'), lastChanged: '2024-08-08' };
  },
  ZXP0035: (draft, { release }) =>
    release === 1 ? hold(draft, 'RO268', '2020-04-01') : { ...draft, lastChanged: '2024-08-09' },
  ZXP0036: (draft) => linkAsIs(withoutLinks(draft, 'RE4'), 'RE4', body('ccg', 0), datesOf({ start: '2013-04-01' })),
  ZXP0037: (draft) => ({ ...draft, links: [] }),
  ZXP0038: (draft) => {
    draft.roles = draft.roles.filter(({ id }) => id !== 'RO76');
    return hold(hold(draft, 'RO76', '2014-04-15', '2022-03-31'), 'RO72', '2022-04-01');
  },
  ZXP0039: (draft) => ({ ...draft, name: 'GREEN DOOR SURGERY, EXAMPLEPOOL' }),
  ZXP0039001: (draft) => ({ ...draft, name: 'GREEN DOOR SURGERY, EXAMPLEPOOL' }),
  ZXP0024: (draft, { release }) =>
    release === 1 ? close(draft, '2023-03-31') : { ...draft, lastChanged: '2024-07-15' },
  ZXP0046: (draft) => {
    draft.dates = [...datesOf({ start: '2031-04-01', bases: 'legal' }), ...datesOf({ start: draft.opened })];
    return draft;
  },
  ZXP0047: (draft) => link(draft, 'RE4', body('sicbl', 10), { start: '2025-04-01' }),
};
