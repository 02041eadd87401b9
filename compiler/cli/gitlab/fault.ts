export { reportFault } from '../outside-fault.js';
