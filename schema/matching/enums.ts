import { registerEnumType } from 'type-graphql';
import { MATCH_OUTCOMES } from '../../ods/matching/match-decision';
import { MATCHED_PARTS } from '../../ods/matching/matched-parts';
import { names } from '../enums';

export const MatchedPart = names(...MATCHED_PARTS);
export type MatchedPart = keyof typeof MatchedPart;
registerEnumType(MatchedPart, {
  name: 'MatchedPart',
  description: 'A part of an item that matches an organisation.',
  valuesConfig: {
    CODE: { description: 'The name is, or contains, the code.' },
    NAME: { description: 'The name, with or without typing errors, abbreviations and words left out.' },
    FORMER_NAME: { description: 'The name that it had in an earlier loaded release.' },
    POSTCODE: { description: 'The postcode, perhaps with one typing error.' },
    TOWN: { description: 'The town, county or another part of the address.' },
    ADDRESS: { description: 'The address lines, or a name that is in them, such as that of a building.' },
    KIND: { description: 'The kind of the item is one of its kinds.' },
  },
});

export const MatchOutcome = names(...MATCH_OUTCOMES);
export type MatchOutcome = keyof typeof MatchOutcome;
registerEnumType(MatchOutcome, {
  name: 'MatchOutcome',
  description: 'Why an organisation was chosen for an item, or none was.',
  valuesConfig: {
    CHOSEN: { description: 'The first candidate is safe to choose.' },
    NO_CANDIDATE: { description: 'No organisation has anything in common with the item.' },
    NOT_ALIKE: { description: 'The first candidate is too different.' },
    SEVERAL_ALIKE: { description: 'Several candidates are about equally alike.' },
    COMMON_NAME: {
      description:
        'Many organisations have the name, for example those of a pharmacy chain, and no postcode tells which.',
    },
    TOO_SHORT: { description: 'The name says too little without a postcode, a town or an address.' },
  },
});
