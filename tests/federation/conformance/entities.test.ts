import './entities/composite-keys';
import './entities/keys';
import './entities/names';
import './entities/null-keys';
import './entities/reached';
