import { makePagesOfAll, pagesDue } from '../../domains/visitor/pages/make-pages.ts';
import { done } from '../../platform/delivery/scenario.ts';
import { scenario } from '../scenario.ts';

/** Brochures whose PDF has been put in or exchanged get their pages. */
export const makePagesOfBrochures = scenario({
  name: 'make-pages-of-brochures',
  on: pagesDue,
  async run(tx) {
    await makePagesOfAll(tx);
    return done();
  },
});
