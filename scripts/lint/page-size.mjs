/** The sidebar measures itself, when it is built and here. */
export { checkPageSizes, firstScripts } from '../../sidebar/check-size.mjs';
