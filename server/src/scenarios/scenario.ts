export { scenario } from '../dependencies.ts';
