import './operations/conditions';
import './operations/errors-in-the-middle';
import './operations/errors';
import './operations/known-planner-faults';
import './operations/mutations';
