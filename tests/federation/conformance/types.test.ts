import './types/abstract-types';
import './types/composition-repairs';
import './types/inaccessible';
import './types/interface-objects';
import './types/members';
import './types/shareable';
import './types/version-one';
