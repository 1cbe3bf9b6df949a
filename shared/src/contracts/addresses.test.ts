import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import type { Endpoint } from './endpoint.ts';

const endpoints: Endpoint[] = [];
for (const file of readdirSync(import.meta.dirname).filter((name) => !name.includes('.test.')))
  endpoints.push(
    ...Object.values((await import(new URL(file, import.meta.url).href)) as Record<string, Endpoint>).filter(
      (value) => typeof value === 'object' && 'audience' in value,
    ),
  );

/** Fields that hold what somebody has typed: a name or a phone number may be among it. */
const TYPED = /^(q|search|text|phone|mobile|keyword|remark)s?$/i;

test('what a person types never stands in an address: proxies log those, browsers remember them', () => {
  expect(endpoints.length).toBeGreaterThan(70);
  const inAddresses = endpoints.flatMap(({ method, path, params, query }) =>
    [params, query].flatMap((schema) =>
      Object.keys((schema as z.ZodObject | undefined)?.shape ?? {})
        .filter((field) => TYPED.test(field))
        .map((field) => `${field} of ${method} ${path}`),
    ),
  );
  expect(inAddresses).toEqual([]);
});
