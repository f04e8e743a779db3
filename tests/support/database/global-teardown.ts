import { endShared } from './global-setup';

export default endShared;
