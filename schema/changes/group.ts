import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { names } from '../enums';
import { Within } from '../within';

export const ChangeGroup = names(
  ...(['ADDED', 'REMOVED', 'CLOSED', 'REOPENED', 'ENTERED', 'LEFT', 'NAME', 'RECORD', 'DATES'] as const),
  ...(['ADDRESS', 'CONTACTS', 'ROLES', 'RELATIONSHIPS', 'SUCCESSIONS'] as const),
);
export type ChangeGroup = keyof typeof ChangeGroup;
registerEnumType(ChangeGroup, {
  name: 'ChangeGroup',
  description: 'What changed of an organisation between two releases. One organisation can be in several groups.',
  valuesConfig: {
    ADDED: { description: 'Its kind of change is ADDED: only the release `to` has it.' },
    REMOVED: { description: 'Its kind of change is REMOVED: only the release `from` has it.' },
    CLOSED: { description: 'Its kind of change is CLOSED: its published status became INACTIVE.' },
    REOPENED: { description: 'Its kind of change is REOPENED: its published status became ACTIVE.' },
    ENTERED: {
      description:
        'Only with `within`: it is below the organisation in the release `to` and not in the release `from`, whatever the reason, for example because it is new, or because it or what it is below moved.',
    },
    LEFT: {
      description:
        'Only with `within`: it is below the organisation in the release `from` and not in the release `to`, whatever the reason, for example because it closed, or because it or what it is below moved.',
    },
    NAME: { description: 'Its name differs.' },
    RECORD: { description: 'Its record class differs, or whether it is a stub.' },
    DATES: { description: 'Its operational or legal dates differ.' },
    ADDRESS: { description: 'Its address, postcode or UPRN differs.' },
    CONTACTS: { description: 'Its contacts differ, for example the telephone number.' },
    ROLES: { description: 'A role of it is new, withdrawn or different, also if only its dates are.' },
    RELATIONSHIPS: {
      description:
        'A relationship of which it is the source is new, withdrawn or different, also if only its dates are.',
    },
    SUCCESSIONS: { description: 'A succession of which it is the predecessor is new, withdrawn or different.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'The number of changed organisations in a group.' })
export class ChangeGroupCount {
  @Field(() => ChangeGroup, { description: 'The group that is counted.' })
  group!: ChangeGroup;

  @Field(() => Int, { description: 'The number of changed organisations in the group.' })
  count!: number;
}

/** The arguments of `changes` for what is below one organisation, and for groups. */
export const WithinField = () =>
  Field(() => Within, {
    nullable: true,
    description:
      'Returns only changes of the organisations that are active and below one organisation in a view, in the release `from` or in the release `to`, each on its publication date unless the header `ods-as-of` gives a date. One that is below it in only one of them is a change, even if nothing of its own differs. The code must be in at least one of the releases. Absent: all organisations.',
  });
export const GroupsField = () =>
  Field(() => [ChangeGroup], {
    nullable: true,
    description:
      'Returns only changes of at least one of these groups. Absent or empty: all groups. ENTERED and LEFT need `within`.',
  });
