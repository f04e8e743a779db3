import './requires/chains';
import './requires/external';
import './requires/fragments';
import './requires/override';
import './requires/plain';
import './requires/provides';
