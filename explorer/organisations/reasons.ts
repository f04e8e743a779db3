import { words } from './words';

const REASONS: Readonly<Record<string, string>> = {
  OTHER_NATION: 'Welsh, Scottish or Northern Irish: there is no English level above it',
  TARGET_NOT_IN_RELEASE: 'what it belongs to has no record in the release',
  TARGET_REF_ONLY: 'the release only refers to what it belongs to',
  TARGET_CLOSED: 'what it belongs to had closed by that day',
  NOT_ACTIVE: 'the way up ends at one that was not active on that day',
  NOT_ON_DATE: 'the way up has links, none of them on that day',
  NO_SUCH_LINK: 'the way up ends without reaching that level',
  NO_PAYEE_RECORDED: 'a network without a payee on that day',
};

/** Why a level is missing, in words. */
export function reasonText(reason: string): string {
  return REASONS[reason] ?? words(reason).toLowerCase();
}
