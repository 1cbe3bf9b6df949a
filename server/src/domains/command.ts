export { command } from '../dependencies.ts';
