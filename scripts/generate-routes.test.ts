import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { routesSource } from './generate-routes.ts';

test('shared/src/routes.ts holds exactly the endpoints of the contracts (else: npm run generate:routes)', async () => {
  expect(readFileSync(new URL('../shared/src/routes.ts', import.meta.url), 'utf8')).toBe(await routesSource());
});
