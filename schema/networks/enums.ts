import { registerEnumType } from 'type-graphql';
import { names } from '../enums';

export const NetworkRule = names('MEMBER', 'OPERATOR', 'NETWORK_SITE');
export type NetworkRule = keyof typeof NetworkRule;
registerEnumType(NetworkRule, {
  name: 'NetworkRule',
  description: 'The rule that led from an organisation to a primary care network.',
  valuesConfig: {
    MEMBER: { description: 'The organisation itself is a member: RE8.' },
    OPERATOR: { description: 'The organisation is a site, and what operates it is a member: RE6, then RE8.' },
    NETWORK_SITE: { description: 'The organisation is a site, and the network itself operates it: RE6.' },
  },
});
