import { registerEnumType } from 'type-graphql';
import { names } from '../enums';

export const MissingValueReason = names('NO_VALUE', 'NOT_YET', 'TOO_OLD', 'SPLIT', 'MERGED', 'SUCCEEDED');
export type MissingValueReason = keyof typeof MissingValueReason;
registerEnumType(MissingValueReason, {
  name: 'MissingValueReason',
  description: 'The reason why an organisation has no value of a measure on a day.',
  valuesConfig: {
    NO_VALUE: { description: 'No value of it is loaded, and none of a predecessor or successor that stands for it.' },
    NOT_YET: { description: 'All its values are of later days.' },
    TOO_OLD: { description: 'Its newest value on or before the day is older than `maxAgeMonths`.' },
    SPLIT: {
      description:
        'Values exist only under a code that several organisations succeeded, or under several successors: no part of them is known to be its own.',
    },
    MERGED: { description: 'A value exists only under a successor of several organisations, and holds theirs too.' },
    SUCCEEDED: {
      description:
        'A successor that counts for itself has a value from after the succession, which holds its own: it would count twice.',
    },
  },
});
